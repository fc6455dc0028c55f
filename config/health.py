"""How the site is doing, in words: what ran, what is due, what is unusual."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from scheduling.hours import ZONE, hour_count

if TYPE_CHECKING:
    from scheduling.models.health import Health

Words = Callable[[str], str]

LATE_HOURS = 2


@dataclass(frozen=True)
class Fact:
    """One line of the page; a fact that is not fine says what to do."""

    title: str
    words: str
    is_fine: bool = True


def facts(
    known: "Health",
    now: datetime,
    *,
    made_until: date,
    in_words: Callable[[date], str],
    _: Words,
) -> Iterator[Fact]:
    """Yield what there is to say about the calendar at `now`."""
    yield _ran(_("Timer"), known.tick_hour, now, _)
    yield _ran(_("Last deletion"), known.forget_hour, now, _)
    yield _hours(known, in_words(made_until), _)
    yield _offers(known, _)
    yield _booking(known, _)
    yield Fact(
        _("Waiting list"),
        _("Waiting: %(waiting)s. Not yet moved after a closure: %(displaced)s.")
        % {"waiting": known.waiting, "displaced": known.displaced},
    )
    yield _misses(known, _)


def _ran(title: str, hour: int | None, now: datetime, _: Words) -> Fact:
    if hour is None:
        words = _("It has never run. See whether the timer runs manage.py tick.")
        return Fact(title, words, is_fine=False)
    ago = hour_count(now) - hour
    if ago > LATE_HOURS:
        words = _(
            "Not in the last %(hours)s hours. See whether the timer runs manage.py tick."
        )
        return Fact(title, words % {"hours": ago}, is_fine=False)
    clock = datetime.fromtimestamp(hour * 3600, ZONE)
    words = _("Ran in the hour of %(time)s.")
    return Fact(title, words % {"time": f"{clock:%H:%M}"})


def _hours(known: "Health", day: str, _: Words) -> Fact:
    title = _("Hours")
    if known.missing:
        words = _("Hours of the coming weeks are missing. Run manage.py hours.")
        return Fact(title, words, is_fine=False)
    words = _("Made until %(day)s. One day more is made every night.")
    return Fact(title, words % {"day": day})


def _offers(known: "Health", _: Words) -> Fact:
    title = _("Offers to the waiting list")
    if known.is_round_missing:
        words = _("A round of offers is due. See whether the timer runs.")
        return Fact(title, words, is_fine=False)
    return Fact(title, _("No round is due."))


def _booking(known: "Health", _: Words) -> Fact:
    title = _("Booking online")
    if known.is_paused:
        words = _("Paused. The desk opens it again.")
        return Fact(title, words, is_fine=False)
    if not known.cap:
        return Fact(title, _("There is no limit an hour."), is_fine=False)
    numbers = {"made": known.made, "cap": known.cap}
    if known.made >= known.cap:
        words = _("This hour is full: %(made)s of %(cap)s. It opens by itself.")
        return Fact(title, words % numbers, is_fine=False)
    return Fact(title, _("Open: %(made)s of %(cap)s made this hour.") % numbers)


def _misses(known: "Health", _: Words) -> Fact:
    title = _("Codes that do not exist")
    if known.are_misses_many:
        words = _(
            "%(count)s tried in two hours: somebody may be guessing. "
            "Whoever loses a code can come at the time or call."
        )
        return Fact(title, words % {"count": known.misses}, is_fine=False)
    words = _("%(count)s tried in two hours, which is not unusual.")
    return Fact(title, words % {"count": known.misses})


def troubles(facts: Iterable[Fact]) -> int:
    """Return how many of the facts ask for somebody to do something."""
    return sum(not fact.is_fine for fact in facts)
