"""The two rules of the house: imports run one way (import-linter), and a module whose
name is not Django's is plain Python."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "intake", "scheduling", "passes", "staff")
DJANGO_NAMES = {
    "adapters", "admin", "apps", "checks", "context_processors", "forms", "management",
    "middleware", "migrations", "models", "settings", "storage", "templatetags", "urls",
    "views", "wsgi",
}  # fmt: skip
NOT_PLAIN = {"django", "formtools", "allauth", "csp", "os", "secrets", "random", "time"}
MAY_TOUCH_FILES = {
    "keys.py", "keyfiles.py", "root.py", "municipality.py", "logs.py", "paper.py",
}  # fmt: skip
LONGEST = 300


def modules() -> list[Path]:
    return sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))


def is_django(path: Path) -> bool:
    parts = path.relative_to(ROOT).with_suffix("").parts[1:]
    return path.name == "__init__.py" or bool(DJANGO_NAMES & set(parts))


def imported(source: str) -> set[str]:
    """Return the names of modules that a source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


def faults_of_plain(source: str) -> set[str]:
    return {name.partition(".")[0] for name in imported(source)} & NOT_PLAIN


def reads_a_file(source: str) -> bool:
    """Return whether a source opens files; `Image.open(BytesIO(...))` is no file."""
    names = {"read_text", "read_bytes", "write_text", "write_bytes"}
    calls = [n.func for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]
    return any(
        getattr(call, "attr", "") in names or getattr(call, "id", "") == "open"
        for call in calls
    )


def test_the_detectors_find_what_they_look_for():
    assert faults_of_plain("import os.path\nfrom django.db import models") == {
        "os",
        "django",
    }
    assert reads_a_file("from pathlib import Path\nPath('x').read_text()")
    assert not reads_a_file("x = 1")


@pytest.mark.parametrize("path", [p for p in modules() if not is_django(p)], ids=str)
def test_a_plain_module_imports_no_framework_no_clock_and_no_chance(path):
    assert faults_of_plain(path.read_text()) == set()


@pytest.mark.parametrize("path", [p for p in modules() if not is_django(p)], ids=str)
def test_a_plain_module_touches_no_files_but_the_named_ones(path):
    assert path.name in MAY_TOUCH_FILES or not reads_a_file(path.read_text())


@pytest.mark.parametrize(
    "path", [p for p in modules() if "migrations" not in p.parts], ids=str
)
def test_no_module_is_longer_than_a_sitting(path):
    assert len(path.read_text().splitlines()) <= LONGEST


def test_the_interview_knows_no_tables():
    sources = [path.read_text() for path in (ROOT / "intake").rglob("*.py")]
    names = {name for source in sources for name in imported(source)}

    assert [name for name in names if name.startswith("django.db")] == []
    assert not (ROOT / "intake" / "models.py").exists()
    assert not (ROOT / "intake" / "migrations").exists()


def test_a_page_looks_at_nothing_of_the_visitor():
    sources = {
        path.relative_to(ROOT): path.read_text()
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "middleware" not in path.name
    }
    telling = ("REMOTE_ADDR", "HTTP_USER_AGENT", "X-Forwarded-For", "User-Agent")

    assert [
        str(path)
        for path, source in sources.items()
        if any(word in source for word in telling)
    ] == []


def test_a_template_names_only_addresses_of_its_own_surface():
    own = {
        "worker": {"site", "worker"},
        "desk": {"desk"},
        "management": {"management"},
        "check": {"check"},
        "enrol": {"enrol", "check"},
    }
    strangers = []
    for surface, allowed in own.items():
        for path in (ROOT / "templates" / surface).glob("*.html"):
            for piece in path.read_text().split("{% url ")[1:]:
                namespace = piece.lstrip("\"'").partition(":")[0]
                if namespace not in allowed:
                    strangers.append((path.name, namespace))

    assert strangers == []
