"""The key directory: what it must look like, and which key signs on which day."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from passes import keyfiles, keys, root
from passes.expiry import TOWN, expiry
from passes.files import BADGE, LIST, PASS, SPECIMEN, Entry, read_key_list
from passes.keys import Quarter, Reach
from passes.root import DEMO_PUBLIC
from tests.vectors.made import ISSUED, key, key_list, public, seed

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=TOWN)
REACH = Reach(24, 6, "month_end")


def put(directory, use, name, quarter=None):
    made = keys.made_of(seed(name), use, quarter)
    keys.write(directory, made.file_name, seed(name))
    return made


def listed(*made, start=ISSUED + 1):
    """Return a key list with these keys."""
    return key_list(
        tuple(Entry(keys.USES[k.use], start, keys.FOREVER, k.public) for k in made)
    )


def test_the_key_of_the_quarter_signs(tmp_path):
    put(tmp_path, "pass", "pass key 0", Quarter(2026, 3))
    now = put(tmp_path, "pass", "pass key 1", Quarter(2026, 4))
    put(tmp_path, "pass", "pass key 2", Quarter(2027, 1))

    ring = keys.read(tmp_path)

    assert ring.signing("pass", TODAY) == now
    assert ring.signing("pass", date(2026, 12, 31)).kid == now.kid


def test_of_two_keys_of_a_quarter_the_installed_one_signs(tmp_path):
    made = [put(tmp_path, "pass", f"pass key {n}", Quarter(2026, 4)) for n in (1, 2)]
    ring = keys.read(tmp_path)

    chosen = [keys.current(ring, listed(one), "pass", NOW).kid for one in made]

    assert chosen == [one.kid for one in made]


def test_of_two_installed_keys_the_newer_one_signs(tmp_path):
    made = [put(tmp_path, "badge", f"badge key {n}") for n in (1, 2)]
    ring = keys.read(tmp_path)
    known = listed(made[1], start=ISSUED).entries + listed(made[0]).entries

    chosen = keys.current(ring, key_list(known), "badge", NOW)

    assert chosen.kid == made[0].kid


def test_a_key_listed_for_another_use_does_not_sign(tmp_path):
    made = put(tmp_path, "list", "list key 1")
    entry = replace(listed(made).entries[0], use=BADGE)

    with pytest.raises(keys.NotInstalled, match=r"^The list key is not in the signed"):
        keys.current(keys.read(tmp_path), key_list((entry,)), "list", NOW)


def test_the_desk_reads_with_the_slip_keys_of_before_too(tmp_path):
    old, now = seed("slip key 1"), seed("slip key 2")
    keys.write(tmp_path, "slip.key", now)
    keys.write(tmp_path, keyfiles.old_slip_name(old), old)

    ring = keys.read(tmp_path)

    assert (ring.slip, ring.slips) == (now, (now, old))
    assert keyfiles.slip_key(tmp_path) == now


def test_a_public_page_without_the_slip_key_says_so(tmp_path):
    with pytest.raises(keys.MissingKey, match=r"new_key --use slip$"):
        keyfiles.slip_key(tmp_path)


def test_a_destroyed_key_is_overwritten_first(tmp_path):
    keys.write(tmp_path, "slip.key", b"S" * 32)
    link = tmp_path / "another name of the same bytes"
    link.hardlink_to(tmp_path / "slip.key")

    keys.destroy(tmp_path / "slip.key")

    assert link.read_bytes() == bytes(32)
    assert not (tmp_path / "slip.key").exists()


def test_a_specimen_key_has_no_quarter(tmp_path):
    made = put(tmp_path, "specimen", "specimen key 1")

    assert keys.read(tmp_path).signing("specimen", TODAY) == made


def test_a_key_file_is_for_its_owner_alone_and_never_written_over(tmp_path):
    keys.write(tmp_path, "slip.key", bytes(32))

    with pytest.raises(FileExistsError):
        keys.write(tmp_path, "slip.key", bytes(32))

    assert (tmp_path / "slip.key").stat().st_mode & 0o777 == 0o400
    assert keys.read(tmp_path).slip == bytes(32)


def test_a_missing_key_says_how_to_make_it(tmp_path):
    ring = keys.read(tmp_path)
    told = []

    for ask in (lambda: ring.slip, lambda: ring.signing("pass", TODAY)):
        with pytest.raises(keys.MissingKey) as trouble:
            ask()
        told.append(str(trouble.value))

    assert told == [
        "The slip key is missing. Make one with: manage.py new_key --use slip",
        "There is no pass key for today. Put the sealed key of this quarter into the "
        "key directory, or make one with: "
        "manage.py new_key --use pass --quarter 2026Q4",
    ]


def test_a_missing_specimen_key_is_not_told_of_quarters(tmp_path):
    with pytest.raises(keys.MissingKey, match=r"new_key --use specimen$"):
        keys.read(tmp_path).signing("specimen", TODAY)


def test_a_missing_directory_is_told(tmp_path):
    with pytest.raises(keys.UnreadableKey, match=r"Check SPREEKUUR_KEYS"):
        keys.read(tmp_path / "nowhere")


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420, 0o402, 0o401])
def test_a_key_that_others_may_use_is_refused(tmp_path, mode):
    keys.write(tmp_path, "slip.key", bytes(32))
    (tmp_path / "slip.key").chmod(mode)

    with pytest.raises(keys.OpenKey, match=r"chmod 0400 slip\.key$"):
        keys.read(tmp_path)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_size_is_refused(tmp_path, size):
    keys.write(tmp_path, "slip.key", bytes(size))

    with pytest.raises(keys.BrokenKey, match=r"'slip\.key' must hold exactly 32 bytes"):
        keys.read(tmp_path)


def test_a_key_under_the_name_of_another_is_refused(tmp_path):
    name = keys.made_of(seed("pass key 1"), "pass", Quarter(2026, 4)).file_name
    keys.write(tmp_path, name, seed("pass key 2"))

    with pytest.raises(keys.BrokenKey, match=r"holds another key than its name says"):
        keys.read(tmp_path)


def test_a_key_that_cannot_be_opened_is_refused(tmp_path):
    (tmp_path / "slip.key").mkdir(mode=0o700)

    with pytest.raises(keys.UnreadableKey, match=r"Check that it belongs to the user"):
        keys.read(tmp_path)


def test_other_files_of_the_directory_are_left_alone(tmp_path):
    keys.write(tmp_path, "booking", b"not ours")

    assert keys.read(tmp_path) == keys.Ring((), None)


def test_a_ring_shows_nothing_of_its_keys(tmp_path):
    put(tmp_path, "pass", "pass key 1", Quarter(2026, 4))
    keys.write(tmp_path, "slip.key", b"S" * 32)

    shown = repr(keys.read(tmp_path))

    assert shown == (
        "Ring(signing_keys=(SigningKey(use='pass', "
        "quarter=Quarter(year=2026, number=4)),))"
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2027Q1", date(2027, 1, 1), date(2027, 3, 31)),
        ("2028Q2", date(2028, 4, 1), date(2028, 6, 30)),
        ("2028Q3", date(2028, 7, 1), date(2028, 9, 30)),
    ],
)
def test_a_quarter_has_three_months(text, first, last):
    quarter = Quarter.parse(text)

    assert (quarter.first_day, quarter.last_day, str(quarter)) == (first, last, text)
    assert Quarter.of(first) == Quarter.of(last) == quarter


@pytest.mark.parametrize(
    "text", ["", "2026Q5", "2026Q0", "26Q1", "2026q4", "\u0662\u0660\u0662\u0666Q4"]
)
def test_any_other_text_is_no_quarter(text):
    with pytest.raises(ValueError, match=r"^a quarter is written like 2027Q1$"):
        Quarter.parse(text)


def test_a_stolen_key_makes_nothing_beyond_a_renewal_of_its_last_day():
    # 31 December and 6 weeks is 11 February; two years on, to the end of that month.
    by_the_day = Reach(24, 6, "day")

    assert REACH.exp_max(Quarter(2026, 4)) == expiry(date(2029, 2, 28))
    assert by_the_day.exp_max(Quarter(2026, 4)) == expiry(date(2029, 2, 10))


def test_a_signed_list_names_every_key_of_the_directory(tmp_path):
    made = {
        PASS: put(tmp_path, "pass", "pass key 1", Quarter(2026, 4)),
        SPECIMEN: put(tmp_path, "specimen", "specimen key 1"),
        LIST: put(tmp_path, "list", "list key 1"),
        BADGE: put(tmp_path, "badge", "badge key 1"),
    }
    known = keys.key_list(
        keys.read(tmp_path), root.kid(key("root 1")), seq=9, issued=ISSUED, reach=REACH
    )

    body = root.sign(known, key("root 1"))

    assert read_key_list(body, [public("root 1")]) == known
    assert {entry.use: entry.public for entry in known.entries} == {
        use: one.public for use, one in made.items()
    }
    assert {entry.exp_max for entry in known.entries if entry.use == PASS} == {
        REACH.exp_max(Quarter(2026, 4))
    }


def test_the_demo_root_says_that_it_is_no_secret(settings):
    path = settings.BASE_DIR / "deploy" / "demo-root-NOT-SECRET.key"

    demo = root.read(path)

    assert root.public_of(demo).hex() == DEMO_PUBLIC
    assert "public and for demonstration" in path.read_text().splitlines()[0]


@pytest.mark.parametrize("text", ["", "one line", "words\nnot hex", "words\n00ff"])
def test_a_file_without_a_root_is_refused(tmp_path, text):
    path = tmp_path / "root.key"
    path.write_text(text)

    with pytest.raises(root.BadRoot, match=r"^root\.key: the second line must be"):
        root.read(path)
