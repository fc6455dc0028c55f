"""Runs a command beside a PostgreSQL of its own: python -m tests.postgres pytest tests

The cluster lives in a temporary folder, listens on a socket only, is set up and run by
an ordinary user and is gone afterwards. DATABASE_URL names it; the role is `app`, not
a superuser, so that nothing passes by being one.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALL = "PostgreSQL is missing: sudo apt install postgresql"
ROLE = """
CREATE ROLE app LOGIN CREATEDB;
ALTER ROLE app SET log_min_error_statement = panic;
ALTER ROLE app SET log_error_verbosity = terse;
CREATE DATABASE app OWNER app;
"""


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL; stops the run without one."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    on_path = shutil.which("initdb")
    if not found and not on_path:
        sys.exit(INSTALL)
    return (found[-1] if found else Path(on_path).resolve()).parent


def ordinary_user(home: Path) -> dict[str, object]:
    """Return how to run as somebody who is not root, who then owns `home`."""
    clean = {
        "cwd": "/",
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        "check": True,
    }
    if os.geteuid() != 0:
        return clean
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return clean | {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def cluster() -> Iterator[Path]:
    """Run a new cluster; yields the folder of its socket, data and log."""
    bins = binaries()
    home = Path(tempfile.mkdtemp(prefix="spreekuur-postgres-"))
    how = ordinary_user(home)
    control = [bins / "pg_ctl", "-D", home / "data", "-w"]
    options = (
        f"-c listen_addresses='' -k {home} -c fsync=off -c max_connections=200"
        " -c log_parameter_max_length=0"
    )
    try:
        subprocess.run(
            [
                bins / "initdb",
                "-D",
                home / "data",
                "-A",
                "trust",
                "-U",
                "postgres",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            capture_output=True,
            **how,
        )
        subprocess.run(
            [*control, "-l", home / "log", "-o", options, "start"],
            stdout=subprocess.DEVNULL,
            **how,
        )
        subprocess.run(
            [
                bins / "psql",
                "-h",
                home,
                "-U",
                "postgres",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
            ],
            input=ROLE.encode(),
            **how,
        )
        yield home
    finally:
        if (home / "data/postmaster.pid").exists():
            subprocess.run(
                [*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, **how
            )
        shutil.rmtree(home)


def main(command: list[str]) -> int:
    """Run `command`; a bare `pytest` is the one of this Python."""
    if command[:1] == ["pytest"]:
        command = [sys.executable, "-m", *command]
    with cluster() as home:
        url = f"postgresql:///app?host={home}&user=app"
        environment = os.environ | {
            "DATABASE_URL": url,
            "POSTGRES_LOG": str(home / "log"),
        }
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
