"""Vendored files are what their lists say, and nothing else lies beside them."""

import pytest

from deploy.vendor import Differs, compare, folders, listed

FOLDERS = list(folders())
WITH_FILES = [(folder, entry) for folder in FOLDERS for entry in listed(folder)["file"]]


def test_the_packages_are_the_ones_the_design_names():
    assert {(listed(f)["name"], listed(f)["version"]) for f in FOLDERS} == {
        ("zxing-wasm", "3.1.4"),
        ("@noble/ed25519", "3.2.0"),
        ("qr", "0.7.0"),
        ("@expo-google-fonts/noto-sans", "0.4.2"),
    }


@pytest.mark.parametrize(
    ("folder", "entry"), WITH_FILES, ids=[entry["name"] for _, entry in WITH_FILES]
)
def test_a_file_has_the_listed_size_and_hash(folder, entry):
    compare(entry, (folder / entry["name"]).read_bytes())


def test_a_changed_byte_would_be_seen():
    folder, entry = WITH_FILES[0]
    body = (folder / entry["name"]).read_bytes()

    with pytest.raises(Differs):
        compare(entry, body[:-1] + bytes([body[-1] ^ 1]))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_no_unlisted_file_lies_in_the_folder(folder):
    names = {entry["name"] for entry in listed(folder)["file"]} | {"VENDOR.toml"}

    assert {path.name for path in folder.rglob("*")} == names


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_a_licence_and_a_reason_are_there(folder):
    licences = [*folder.glob("LICENSE*"), *folder.glob("OFL.txt")]

    assert licences
    assert all(len(path.read_text()) > 1000 for path in licences)
    assert listed(folder)["reason"].endswith(".")
    assert listed(folder)["integrity"].startswith("sha512-")


def test_a_folder_of_static_files_names_its_version():
    shown = {f.name: listed(f) for f in FOLDERS if f.parent.name == "vendor"}

    assert set(shown) == {
        f"{entry['name'].strip('@').replace('/', '-')}-{entry['version']}"
        for entry in shown.values()
    }
