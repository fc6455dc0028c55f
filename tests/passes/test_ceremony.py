"""From a new key to a signed list and to its end: the root and what the runbook says."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError

from passes import files, keys, root, token
from passes.expiry import expiry
from passes.models import Publication
from tests.passes.town import (
    NOON,
    PINNED,
    ROOT,
    carry,
    ceremony,
    install,
    listed,
    put,
    root_file,
    run,
)
from tests.vectors.made import key, public, seed

QUARTERS = ("2026Q4", "2027Q1", "2027Q2", "2027Q3", "2027Q4")
pytestmark = pytest.mark.django_db


def test_a_ceremony_a_year_signs_the_keys_of_the_coming_quarters(directory, tmp_path):
    for quarter in QUARTERS[1:]:
        run("new_key", use="pass", quarter=quarter)
    prepared = run("publish_keys", prepare=tmp_path / "request.bin")
    shown = ceremony(tmp_path)
    installed = run("publish_keys", str(tmp_path / "sleutels.bin"))

    starts = [e.start for e in listed().entries if e.use == "p"]
    assert starts == [keys.Quarter.parse(q).start for q in QUARTERS]
    assert "7 keys" in prepared
    assert "with 5 pass keys" in installed
    assert shown[0].count("signs passes from") == 5
    assert (
        shown[1]
        == "Signed. Carry sleutels.bin back: manage.py publish_keys sleutels.bin"
    )


def test_the_root_shows_each_key_in_words():
    first = files.Entry(
        "p", 1790805600, expiry(date(2029, 2, 28)), public("pass key 1")
    )
    known = files.KeyList(
        root.kid(ROOT),
        7,
        int(NOON.timestamp()),
        (
            first,
            files.Entry("l", 1790805600, keys.FOREVER, public("list key 1")),
            files.Entry("b", 1790805600, keys.FOREVER, public("badge key 1")).replaced(
                None
            ),
            first.replaced(date(2027, 1, 23)),
        ),
    )

    assert root.in_words(known) == [
        "Edition 7 of 24-11-2026, 4 keys:",
        "  77500d4e signs passes from 01-10-2026, valid until 28-02-2029 at the latest",
        "  f49889b3 signs the withdrawn list from 01-10-2026",
        "  97b5c58e signs badges of phones from 01-10-2026. REPLACED, because it may "
        "have leaked",
        "  77500d4e signs passes from 01-10-2026, valid until 28-02-2029 at the latest. "
        "REPLACED, because it may have leaked; its passes end after 23-01-2027",
    ]


@pytest.mark.parametrize("answer", ["", "y", "yes", "SIGN", "no"])
def test_without_the_word_nothing_is_signed(directory, tmp_path, answer):
    run("publish_keys", prepare=tmp_path / "request.bin")

    assert ceremony(tmp_path, answer)[1] == "Nothing was signed."
    assert not (tmp_path / "sleutels.bin").exists()


def test_a_cut_request_and_another_root_sign_nothing(directory, tmp_path):
    request, signed = tmp_path / "request.bin", tmp_path / "sleutels.bin"
    run("publish_keys", prepare=request)
    other = tmp_path / "other.key"
    other.write_text(f"words\n{seed('root 2').hex()}\n")
    arguments = [str(request), str(signed)]

    foreign = root.main([*arguments, "--key", str(other)], lambda _: "sign")
    request.write_bytes(request.read_bytes()[:-1])
    cut = root.main([*arguments, "--key", str(root_file(tmp_path))], lambda _: "sign")

    assert foreign == "Nothing was signed: the list names another root."
    assert cut.startswith("The request is no key list, or was cut")
    assert not signed.exists()


def test_the_offline_program_runs_by_itself(directory, tmp_path, settings):
    run("publish_keys", prepare=tmp_path / "request.bin")
    root_file(tmp_path)
    arguments = ["-m", "passes.root", "request.bin", "sleutels.bin"]

    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=tmp_path,
        env={"PYTHONPATH": str(settings.BASE_DIR)},
        input="sign\n",
        capture_output=True,
        text=True,
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert "77500d4e signs passes from 01-10-2026" in result.stdout
    signed = (tmp_path / "sleutels.bin").read_bytes()
    assert len(files.read_key_list(signed, PINNED).entries) == 3


def test_a_new_root_says_what_to_pin(tmp_path):
    path = tmp_path / "new.key"

    told = root.main(["--new", str(path)], lambda _: "")

    made = root.public_of(root.read(path)).hex()
    assert told == f'municipality.toml, [pass]: roots = ["{made}"]'
    assert path.stat().st_mode & 0o777 == 0o400
    with pytest.raises(FileExistsError):
        root.main(["--new", str(path)], lambda _: "")


@pytest.mark.parametrize("arguments", [[], ["request.bin"], ["--new", "x", "y"]])
def test_half_a_command_is_told(arguments, capsys):
    with pytest.raises(SystemExit):
        root.main(arguments, lambda _: "")

    assert "name the request and the file to write" in capsys.readouterr().err


def test_the_list_still_names_keys_whose_private_half_is_sealed_elsewhere(
    directory, tmp_path
):
    sealed = put(directory, "pass", "pass key 2", "2027Q1")
    install(directory, NOON)
    (directory / sealed.file_name).unlink()
    run("new_key", use="badge")

    carry(tmp_path)

    assert sealed.kid in listed().by_kid()
    assert len(listed().entries) == 5


def test_a_key_leaves_the_list_when_nothing_of_it_can_be_good(
    directory, tmp_path, clock
):
    old = put(directory, "pass", "pass key 0", "2024Q1")
    install(directory, NOON)
    (directory / old.file_name).unlink()

    run("publish_keys", prepare=tmp_path / "request.bin")

    left = files.read_request((tmp_path / "request.bin").read_bytes()).by_kid()
    assert (old.kid in left, len(left)) == (False, 3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda body: body[:-1], "The file is no key list, or was cut on its way."),
        (lambda body: body[:-1] + b"\0", "The signature of the root does not fit"),
        (
            lambda body: body[:4] + token.kid_of(public("root 2")) + body[8:],
            "The list is signed by a root that [pass] roots does not name.",
        ),
        (lambda body: body, "An older list than the one that is out"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_not_installed(
    directory, tmp_path, change, words
):
    known = install(directory, NOON)
    body = Publication.objects.body("keys")
    signed = tmp_path / "sleutels.bin"
    signed.write_bytes(change(body))

    with pytest.raises(CommandError) as told:
        run("publish_keys", str(signed))

    assert str(told.value).startswith(words)
    assert listed() == known


@pytest.mark.parametrize("options", [{}, {"file": "x", "prepare": "y"}])
def test_publishing_keys_wants_one_file(options):
    arguments = [options["file"]] if "file" in options else []
    with pytest.raises(CommandError, match="Name the signed list, or --prepare"):
        run("publish_keys", *arguments, prepare=options.get("prepare"))


def test_of_two_pinned_roots_the_named_one_is_asked(directory, tmp_path, settings):
    town = settings.MUNICIPALITY
    both = tuple(public(name).hex() for name in ("root 1", "root 2"))
    settings.MUNICIPALITY = replace(town, pass_=replace(town.pass_, roots=both))
    request = tmp_path / "request.bin"
    name = token.kid_of(public("root 2"))

    run("publish_keys", prepare=request, root=name.hex())

    assert files.read_request(request.read_bytes()).root_kid == name
    with pytest.raises(CommandError, match="names no root 00000000"):
        run("publish_keys", prepare=request, root="00000000")


def test_a_root_is_replaced_while_both_are_named(directory, tmp_path, settings):
    town, request = settings.MUNICIPALITY, tmp_path / "request.bin"
    sealed = put(directory, "pass", "pass key 2", "2027Q1")
    install(directory, NOON)
    (directory / sealed.file_name).unlink()
    old, new = (public(name).hex() for name in ("root 1", "root 2"))
    told = []

    for roots in ((new,), (old, new)):
        settings.MUNICIPALITY = replace(town, pass_=replace(town.pass_, roots=roots))
        try:
            run(
                "publish_keys",
                prepare=request,
                root=token.kid_of(public("root 2")).hex(),
            )
        except CommandError as refusal:
            told.append(str(refusal)[:46])

    assert told == ["[pass] roots no longer names the root that sig"]
    assert sealed.kid in files.read_request(request.read_bytes()).by_kid()


def test_without_readable_keys_nothing_is_prepared(directory, tmp_path):
    (directory / "slip.key").chmod(0o444)

    with pytest.raises(CommandError, match="Others may read"):
        run("publish_keys", prepare=tmp_path / "request.bin")


def test_a_retired_key_is_destroyed(directory):
    kid = token.kid_of(public("badge key 1")).hex()

    assert run("retire_key", kid) == f"The private key {kid} is destroyed.\n"
    assert list(directory.glob("badge-*")) == []
    with pytest.raises(CommandError, match=f"No key file has the name of {kid}"):
        run("retire_key", kid)


def test_only_a_key_of_the_list_can_be_replaced(directory):
    with pytest.raises(CommandError, match="No signed key list is installed"):
        run("retire_key", "00000000", replaced=True)
    install(directory, NOON)
    with pytest.raises(
        CommandError, match="No live key of the key list is called 0000"
    ):
        run("retire_key", "00000000", replaced=True)


def test_the_root_key_of_these_tests_is_the_one_that_is_pinned():
    assert key("root 1").public_key().public_bytes_raw() == PINNED[0]
