"""Fixed moments: when a freed time comes back, and who is offered what until when.

Nothing can be sent, so people are told when to look. With the moments 09:00 and 17:00:

    freed Sunday 10:12, starts Tuesday 13:30: back on Sunday 17:00
    freed Monday 14:02, starts Tuesday 13:30: back on Monday 14:20
    offered Sunday 17:00: until Monday 17:00, the second next moment

Moments are times of the town hall's clock; they compare as UTC. A row keeps one as its
number of 5-minute steps since 1970-01-01T00Z.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from scheduling.hours import instant, local_date

STEP = timedelta(minutes=5)
GRACE = timedelta(minutes=30)  # after it an offer counts as none, round or no round
SOON = timedelta(hours=24)
SOON_DELAY = timedelta(minutes=15)
MOST_WAITING = 6
FIRST_CHOICE_FROM = timedelta(hours=48)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Offer:
    slot: int
    entry: int


def step(moment: datetime) -> int:
    """Return the 5-minute steps from 1970-01-01T00Z to `moment`, rounded down."""
    return (moment.astimezone(UTC) - _EPOCH) // STEP


def step_up(moment: datetime) -> int:
    """Return the 5-minute steps from 1970-01-01T00Z to `moment`, rounded up."""
    return -((_EPOCH - moment.astimezone(UTC)) // STEP)


def from_step(number: int) -> datetime:
    """Return the moment, in UTC, of a number of 5-minute steps."""
    return _EPOCH + number * STEP


def stale_before(now: datetime) -> int:
    """Return the step before which an offer that ended counts as none."""
    return step_up(now.astimezone(UTC) - GRACE)


def next_moment(now: datetime, times: Iterable[time]) -> datetime:
    """Return the first fixed moment after `now`, in UTC."""
    now = now.astimezone(UTC)
    return min(moment for moment in _around(now, times) if moment > now)


def last_moment(now: datetime, times: Iterable[time]) -> datetime:
    """Return the latest fixed moment at or before `now`, in UTC."""
    now = now.astimezone(UTC)
    return max(moment for moment in _around(now, times) if moment <= now)


def offered_until(moment: datetime, times: Sequence[time]) -> datetime:
    """Return the end of an offer made at a fixed moment: the second next one."""
    return next_moment(next_moment(moment, times), times)


def returns_at(
    now: datetime, starts_at: datetime, times: Sequence[time], *, waiting: int
) -> int | None:
    """Return the step at which a slot freed now shows again; None is at once.

    `waiting` says how many freed slots wait for their moment already.
    """
    if waiting >= MOST_WAITING:
        return None
    return shows_at(now, starts_at, times)


def shows_at(now: datetime, starts_at: datetime, times: Sequence[time]) -> int:
    """Return the step of the next moment, or soon for a slot of the next 24 hours."""
    if starts_at.astimezone(UTC) - now.astimezone(UTC) > SOON:
        return step(next_moment(now, times))
    return step_up(now.astimezone(UTC) + SOON_DELAY)


def allocate(
    slots: Iterable[tuple[int, datetime]],
    entries: Iterable[int],
    *,
    until: datetime,
    notice: timedelta,
) -> list[Offer]:
    """Return who is offered what: the first entry gets the first slot.

    `slots` are (key, start) in order of time, `entries` in order of the queue. A slot
    whose start less `notice` comes before `until` is not offered.
    """
    fitting = [slot for slot, starts_at in slots if until <= starts_at - notice]
    return [Offer(slot, entry) for slot, entry in zip(fitting, entries, strict=False)]


def first_choice(
    online: Iterable[tuple[int, datetime]], displaced: int, now: datetime
) -> set[int]:
    """Return the free slots kept for as many people who lost their time.

    `online` are (key, start) in order of time; what starts within 48 hours is not kept.
    """
    kept = [slot for slot, starts_at in online if starts_at - now > FIRST_CHOICE_FROM]
    return set(kept[:displaced])


def _around(now: datetime, times: Iterable[time]) -> Iterator[datetime]:
    """Yield the fixed moments of yesterday, today and tomorrow."""
    today = local_date(now)
    for one in times:
        for days in (-1, 0, 1):
            yield instant(today + timedelta(days=days), one)
