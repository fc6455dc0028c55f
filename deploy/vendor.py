"""Fetch the vendored files again and compare them with what is listed beside them.

Each folder with a `VENDOR.toml` names one npm package, its integrity and the files taken out of
it. Run by `make vendor`; needs npm and a network, which nothing else here does. A file without a
`path` comes from elsewhere (its `source` says where) and is only compared.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Differs(Exception):
    """What came is not what is listed; says which file."""


def folders(root: Path = ROOT) -> Iterator[Path]:
    """Yield the folders that hold vendored files."""
    for listing in sorted((root / "static/vendor").glob("*/VENDOR.toml")):
        yield listing.parent
    yield root / "passes/fonts"


def listed(folder: Path) -> dict[str, Any]:
    """Return what the folder's list says: name, version, integrity, reason, file."""
    return tomllib.loads((folder / "VENDOR.toml").read_text())


def compare(entry: dict[str, Any], body: bytes) -> None:
    """Raise `Differs` unless `body` has the listed size and SHA-256."""
    found = (len(body), hashlib.sha256(body).hexdigest())
    if found != (entry["bytes"], entry["sha256"]):
        raise Differs(f"{entry['name']}: {found[0]} bytes, sha256 {found[1]}")


def packed(name: str, version: str, integrity: str) -> bytes:
    """Return the package as npm serves it, or raise `Differs`."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != integrity:
        raise Differs(f"{name}@{version}: integrity {found}")
    return archive


def fetch(folder: Path) -> None:
    """Write the listed files of one folder, each compared first."""
    listing = listed(folder)
    archive = packed(listing["name"], listing["version"], listing["integrity"])
    with tempfile.TemporaryFile() as file:
        file.write(archive)
        file.seek(0)
        with tarfile.open(fileobj=file) as package:
            for entry in listing["file"]:
                body = _body(package, entry, folder)
                compare(entry, body)
                (folder / entry["name"]).write_bytes(body)


def _body(package: tarfile.TarFile, entry: dict[str, Any], folder: Path) -> bytes:
    if "path" not in entry:
        return (folder / str(entry["name"])).read_bytes()
    member = package.extractfile(f"package/{entry['path']}")
    if member is None:
        raise Differs(f"{entry['path']}: not a file")
    body: bytes = member.read()
    return body


def main() -> None:
    """Fetch every folder, one line each."""
    for folder in folders():
        fetch(folder)
        sys.stdout.write(f"{folder.relative_to(ROOT)}: as listed\n")


if __name__ == "__main__":
    main()
