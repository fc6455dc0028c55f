"""municipality.toml: the default loads; each bad value gives exactly its text."""

import re
import tomllib
from pathlib import Path

import pytest

from config.municipality import BadPolicy, load

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "municipality.toml"
LOCALE = ROOT / "locale"
TIMES = "end must be later than start, both between 07:00 and 22:00."

BAD = [
    ("demo", '"yes"', "must be true or false."),
    (
        "municipality.name",
        '""',
        "must be the name of the municipality, 1 to 60 characters.",
    ),
    ("municipality.dpo", '"x"', "must say how to reach the data protection officer."),
    ("municipality.phone", '"1"', "must be a telephone number."),
    ("municipality.complaints", '"http://example.org"', "must be an https address."),
    ("place.street", '""', "must be filled in; a postcode looks like 1234 AB."),
    ("place.postcode", '"9700AA"', "must be filled in; a postcode looks like 1234 AB."),
    ("place.city", '""', "must be filled in; a postcode looks like 1234 AB."),
    ("hour.weekday", '"sunday"', "must be a weekday in English, monday to friday."),
    ("hour.start", '"06:00"', TIMES),
    ("hour.end", '"13:00"', TIMES),
    (
        "hour.slot_minutes",
        "7",
        "must be 15 to 120 in steps of 5 and divide the hour evenly.",
    ),
    (
        "hour.slot_minutes",
        "35",
        "must be 15 to 120 in steps of 5 and divide 180 minutes evenly.",
    ),
    ("hour.desks", "7", "must be 1 to 6; each desk needs one person of each role."),
    ("hour.walk_in_share", "-1", "must be 0 or more."),
    ("hour.desk_share", "5", "leaves no time to book online: 6 slots, 6 reserved."),
    ("hour.horizon_weeks", "13", "must be 1 to 12 weeks; more keeps bookings longer."),
    ("hour.desk_release_hours", "169", "must be 0 to 168 hours."),
    ("hour.notice_minutes", "1441", "must be 0 to 1440 minutes."),
    ("hour.online_cap", "1", "must be 2 to 50 bookings an hour."),
    ("hour.late_minutes", "26", "must leave at least 5 minutes of the slot."),
    ("hour.late_minutes", "4", "must leave at least 5 minutes of the slot."),
    (
        "waiting.offer_times",
        '["09:00", "09:00"]',
        "must be 2 different times of day in steps of 5 minutes.",
    ),
    (
        "waiting.offer_times",
        '["09:00", "17:03"]',
        "must be 2 different times of day in steps of 5 minutes.",
    ),
    (
        "municipality.office_hours",
        '{ monday = "17:00-09:00" }',
        'must look like monday = "09:00-17:00".',
    ),
    (
        "municipality.office_hours",
        '{ maandag = "09:00-17:00" }',
        'must look like monday = "09:00-17:00".',
    ),
    ("interview.health_label", '"G"', "must be 2 to 30 characters."),
    ("interview.order_label", '"O"', "must be 2 to 30 characters."),
    ("interview.minimum_age", "17", "must be 18 to 25; 18 is the national minimum."),
    ("interview.viewer", "1", "must be true or false."),
    ("interview.sleep_in_workroom", "1", "must be true or false."),
    ("rules.home_work", "1", "must be true or false."),
    ("colours.window", '"blue"', "must be white or green: the check knows no other."),
    ("pass.validity_months", "37", "must be 3 to 36 months."),
    (
        "pass.expiry_rounding",
        '"week"',
        "must be month_end or day; day lets the card tell the interview date.",
    ),
    (
        "pass.almost_expired_months",
        "7",
        "must be 0 to 6 and shorter than the validity.",
    ),
    ("pass.list_max_age_days", "31", "must be 1 to 30 days."),
    ("pass.roots", "[]", "must be 1 or 2 public keys of 64 hex digits."),
    ("pass.legacy_until", '"2028"', "must be a date like 2028-11-30, or empty."),
    ("pass.legacy_until", '"20281130"', "must be a date like 2028-11-30, or empty."),
    ("pass.replaced_grace_days", "181", "must be 0 to 180 days."),
    (
        "pass.return_address",
        '"Antwoordnummer 1, afdeling intake"',
        "must be a neutral postal address of at most 60 characters.",
    ),
    (
        "pass.return_address",
        f'"{"x" * 61}"',
        "must be a neutral postal address of at most 60 characters.",
    ),
    ("languages.worker", '["nl"]', "nl and en are required."),
    ("languages.staff", '["de"]', "must be nl, en or both."),
    (
        "languages.interpreter",
        '["ro"]',
        'must be at most 20 codes ending with "other".',
    ),
    (
        "exit.url",
        '"https://example.org/?q=1"',
        "must be a plain https address of a harmless site, without ? or #.",
    ),
    (
        "retention.booking_latest",
        '"15:00"',
        "must be later than the end of the hour, on the same day.",
    ),
    ("retention.validity_months_after", "13", "must be 0 to 12 months."),
    ("retention.audit_log_months", "2", "must be 3 to 24 months."),
    ("retention.figures_years", "11", "must be 1 to 10 years."),
    (
        "figures.period",
        '"month"',
        "smaller periods are not offered: such numbers point at people.",
    ),
    ("figures.round_to", "1", "must be 5 or 10."),
    (
        "figures.hide_below",
        "7",
        "must be 5, 10, 15 or 20; smaller numbers point at people.",
    ),
]


def with_value(name: str, value: str) -> str:
    """Return the shipped file with one value of its own line replaced."""
    section, _, key = name.rpartition(".")
    text = SHIPPED.read_text()
    start = text.index(f"[{section}]") if section else 0
    line = re.compile(rf"^{key} = .*$", re.MULTILINE)
    return text[:start] + line.sub(lambda _: f"{key} = {value}", text[start:], count=1)


def faults_of(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "municipality.toml"
    path.write_text(text)
    with pytest.raises(BadPolicy) as caught:
        load(path, LOCALE)
    return caught.value.faults


def test_the_shipped_policy_loads():
    policy = load(SHIPPED, LOCALE)

    assert (policy.demo, policy.municipality.name) == (True, "Groningen")
    assert policy.colours["window"] == "white"
    assert policy.languages.worker == ("nl", "en")


@pytest.mark.parametrize(
    ("name", "value", "words"), BAD, ids=[f"{n}={v}" for n, v, _ in BAD]
)
def test_a_bad_value_gives_exactly_its_words(name, value, words, tmp_path):
    shown = str(tomllib.loads(f"x = {value}")["x"])
    shown = f'"{shown}"' if value.startswith('"') else shown

    faults = faults_of(with_value(name, value), tmp_path)

    assert f"municipality.toml: {name} = {shown}: {words}" in faults


def test_all_faults_come_at_once(tmp_path):
    text = with_value("hour.desks", "9").replace(
        "validity_months = 24", "validity_months = 1"
    )

    assert faults_of(text, tmp_path) == [
        "municipality.toml: hour.desks = 9: must be 1 to 6; each desk needs one person "
        "of each role.",
        "municipality.toml: pass.validity_months = 1: must be 3 to 36 months.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "desks = 1",
            "desk = 1",
            "hour.desk: unknown setting; did you mean `hour.desks`?",
        ),
        ("[exit]", "[exits]", "exit: this section is missing."),
        ("phone = ", "fax = ", "municipality.phone: is missing."),
        ('club = "green"\n', "", "colours.club: is missing."),
        (
            'club = "green"',
            'club = "green"\nfarm = "green"',
            "colours.farm = \"green\": unknown kind of work 'farm'.",
        ),
        (
            '"health", "rights"',
            '"rights"',
            "health, rights, help, who_may_ask cannot be left out.",
        ),
        ('"health", "rights"', '"magic", "health", "rights"', "unknown item 'magic'."),
        ('nl = "Ingang', 'de = "Ingang', "place.entrance: needs a text for: nl."),
        (
            "Go to room 3.",
            "Intake in room 3.",
            "place.entrance: must not say what the appointment is about.",
        ),
        ('nl = "de alg', 'de = "de alg', "interview.rule: needs a text for: nl."),
        ('nl = "Dit is', 'de = "Dit is', "interview.protocol: needs a text for: nl."),
        ("home_work = false", "home_work = true", "colours.home: is missing."),
        (
            'worker = ["nl", "en"]',
            'worker = ["nl", "en", "tr"]',
            "'tr' has no complete translation (0 of 1 texts).",
        ),
        ("demo = true", "demo = ", "municipality.toml: cannot be read: "),
    ],
)
def test_a_fault_of_the_file_is_named(old, new, line, tmp_path):
    text = SHIPPED.read_text()
    assert old in text

    faults = faults_of(text.replace(old, new, 1), tmp_path)

    assert any(line in fault for fault in faults)


@pytest.mark.parametrize("name", list(tomllib.loads(SHIPPED.read_text())))
@pytest.mark.parametrize("value", ["5", '"x"', "[1]", "[[1]]", "{ x = 1 }"])
def test_a_section_of_another_shape_gives_lines_and_never_a_trace(
    name, value, tmp_path
):
    policy = tomllib.loads(SHIPPED.read_text())
    keys = [""] if not isinstance(policy[name], dict) else ["", *policy[name]]
    for key in keys:
        section = policy[name] if key else {}
        lines = [f"{k} = {value}" if k == key else "" for k in section]
        text = f"[{name}]\n" + "\n".join(lines) if key else f"{name} = {value}"
        assert faults_of(text, tmp_path)
