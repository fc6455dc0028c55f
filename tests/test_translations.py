"""Every catalogue: complete, with the placeholders and plurals of its source."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from config.catalogues import needed

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|data-put=\"\w+\"|</?\w+")
PLURALS = {"nl": 2, "es": 3, "ro": 3, "bg": 2, "hu": 2, "pl": 4, "pt": 2}
STAFF = ("nl",)


def languages():
    return [path.parent.parent.name for path in CATALOGUES]


@pytest.mark.parametrize("path", CATALOGUES, ids=languages())
def test_nothing_is_missing_or_doubtful(path):
    by_staff = path.parent.parent.name in STAFF

    texts = needed(polib.pofile(str(path)), by_staff=by_staff)

    assert [
        entry.msgid for entry in texts if not entry.translated() or entry.fuzzy
    ] == []
    assert len(texts) > 300


def test_a_text_of_the_desk_is_needed_by_staff_alone():
    desk, both = ("templates/desk/a.html", ""), ("templates/worker/a.html", "")
    book = polib.POFile()
    for places in ([desk], [both], [desk, both], []):
        book.append(polib.POEntry(msgid=str(places), occurrences=places))

    assert len(needed(book, by_staff=True)) == 4
    assert [entry.occurrences for entry in needed(book, by_staff=False)] == [
        [both],
        [desk, both],
        [],
    ]


@pytest.mark.parametrize("path", CATALOGUES, ids=languages())
def test_placeholders_are_those_of_the_source(path):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        for text in [entry.msgstr, *entry.msgstr_plural.values()][
            : None if entry.msgid_plural else 1
        ]
        if text
        and sorted(PLACEHOLDER.findall(text))
        not in (
            sorted(PLACEHOLDER.findall(entry.msgid)),
            sorted(PLACEHOLDER.findall(entry.msgid_plural)),
        )
    ]

    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=languages())
def test_plurals_are_as_many_as_the_language_has(path):
    wanted = PLURALS[path.parent.parent.name]

    found = {
        len(entry.msgstr_plural)
        for entry in polib.pofile(str(path))
        if entry.msgid_plural
    }

    assert found == {wanted}


def texts_of(source: str) -> set[str]:
    """Return the plain texts that a template hands to translation."""
    return set(re.findall(r"{% translate \"([^\"]*)\" ", source))


@pytest.mark.parametrize("path", CATALOGUES, ids=languages())
def test_every_text_of_a_template_is_in_the_catalogue(path):
    book = {entry.msgid for entry in polib.pofile(str(path))}
    texts = {
        text
        for template in (ROOT / "templates").rglob("*.html")
        for text in texts_of(template.read_text())
    }

    assert sorted(texts - book) == []


def test_a_word_outside_translation_is_found():
    assert stray('<p>{% translate "Fine" %}</p><p>Stray words</p>') == ["Stray words"]


def stray(source: str) -> list[str]:
    """Return runs of letters of a template that no translation tag holds."""
    text = re.sub(r"{%.?blocktranslate.*?endblocktranslate.?%}", "", source, flags=re.S)
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)
    text = re.sub(r"{% block surface %}.*?{% endblock", "", text)
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.S)
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>", "\n", text)
    return [
        line.strip() for line in text.splitlines() if re.search(r"[A-Za-z]{2}", line)
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_no_template_has_a_word_outside_translation(path):
    allowed = {"Pas-check", "Pas-check ·"}

    assert [words for words in stray(path.read_text()) if words not in allowed] == []


def test_the_catalogue_is_what_the_program_says_today(tmp_path):
    """With gettext at hand: a new extraction finds no text that the catalogue lacks."""
    assert shutil.which("xgettext"), "apt install gettext"
    for name in (
        "config",
        "intake",
        "scheduling",
        "passes",
        "staff",
        "templates",
        "locale",
    ):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "manage.py", tmp_path)
    extract = (
        "from django.core.management import execute_from_command_line as run;"
        "run(['django-admin', 'makemessages', '-l', 'nl', '--no-obsolete'])"
    )

    subprocess.run(
        [sys.executable, "-c", extract], cwd=tmp_path, check=True, capture_output=True
    )

    book = polib.pofile(str(tmp_path / "locale/nl/LC_MESSAGES/django.po"))
    assert [entry.msgid for entry in book if not entry.translated()] == []
