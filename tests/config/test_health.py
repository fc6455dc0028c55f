"""How the site is doing, in words: what is said of each state of the calendar."""

from datetime import date

import pytest

from config.health import Fact, facts, troubles
from scheduling.hours import hour_count
from scheduling.models.health import Health
from tests.scheduling.town import NOW

FINE = {
    "tick_hour": hour_count(NOW),
    "forget_hour": hour_count(NOW) - 1,
    "missing": [],
    "is_round_missing": False,
    "misses": 3,
    "are_misses_many": False,
    "made": 2,
    "cap": 6,
    "is_paused": False,
    "waiting": 4,
    "displaced": 0,
}


def said(**change):
    known = Health(**(FINE | change))
    return list(
        facts(
            known, NOW, made_until=date(2027, 1, 3), in_words=str, _=lambda text: text
        )
    )


def trouble(**change):
    """Return the facts that need somebody."""
    return [fact for fact in said(**change) if not fact.is_fine]


def test_a_day_without_trouble_reads_like_this():
    assert said() == [
        Fact("Timer", "Ran in the hour of 10:00."),
        Fact("Last deletion", "Ran in the hour of 09:00."),
        Fact("Hours", "Made until 2027-01-03. One day more is made every night."),
        Fact("Offers to the waiting list", "No round is due."),
        Fact("Booking online", "Open: 2 of 6 made this hour."),
        Fact("Waiting list", "Waiting: 4. Not yet moved after a closure: 0."),
        Fact("Codes that do not exist", "3 tried in two hours, which is not unusual."),
    ]
    assert troubles(said()) == 0


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (
            {"tick_hour": None},
            ("Timer", "It has never run. See whether the timer runs manage.py tick."),
        ),
        (
            {"tick_hour": hour_count(NOW) - 3},
            (
                "Timer",
                "Not in the last 3 hours. See whether the timer runs manage.py tick.",
            ),
        ),
        (
            {"forget_hour": hour_count(NOW) - 30},
            (
                "Last deletion",
                "Not in the last 30 hours. See whether the timer runs manage.py tick.",
            ),
        ),
        (
            {"missing": [date(2026, 12, 1)]},
            ("Hours", "Hours of the coming weeks are missing. Run manage.py hours."),
        ),
        (
            {"is_round_missing": True},
            (
                "Offers to the waiting list",
                "A round of offers is due. See whether the timer runs.",
            ),
        ),
        ({"is_paused": True}, ("Booking online", "Paused. The desk opens it again.")),
        ({"cap": 0}, ("Booking online", "There is no limit an hour.")),
        (
            {"made": 6},
            ("Booking online", "This hour is full: 6 of 6. It opens by itself."),
        ),
        (
            {"misses": 61, "are_misses_many": True},
            (
                "Codes that do not exist",
                "61 tried in two hours: somebody may be guessing. "
                "Whoever loses a code can come at the time or call.",
            ),
        ),
    ],
)
def test_what_needs_somebody_says_what_to_do(change, fact):
    assert trouble(**change) == [Fact(*fact, is_fine=False)]


def test_two_hours_of_silence_are_not_yet_a_fault():
    assert trouble(tick_hour=hour_count(NOW) - 2) == []
