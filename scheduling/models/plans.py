"""From the plan to rows: the slots follow what the rules say, and keep who has one."""

from datetime import date, datetime, time, timedelta

from django.db import models

from scheduling import rounds
from scheduling.hours import (
    ONLINE,
    Change,
    PlannedSession,
    PlannedSlot,
    Rule,
    plan,
)
from scheduling.models.claims import BOOKING, Claim
from scheduling.models.hours import ExceptionDay, WeeklyHour
from scheduling.models.slots import Slot
from scheduling.models.waiting import Waiting
from scheduling.policy import Moments

FIRST_CHOICE_DAYS = 7

Wanted = dict[tuple[date, time, int], tuple[PlannedSlot, int]]


def rules() -> list[Rule]:
    return [rule.as_rule() for rule in WeeklyHour.objects.all()]


def changes() -> list[Change]:
    return [day.as_change() for day in ExceptionDay.objects.all()]


def planned(first: date, last: date) -> list[PlannedSession]:
    """Return what should be held from `first` to `last`; raises PlanOverlap."""
    return plan(rules(), changes(), first, last)


def follow(
    wanted: Wanted, rows: models.QuerySet[Slot], *, now: datetime, moments: Moments
) -> None:
    """Make the wanted slots that are missing and close the others of `rows`."""
    changed = []
    for row in rows:
        slot, session = wanted.pop(
            (row.date, row.start, row.desk), (None, row.session_id)
        )
        if row.follow(slot, session):
            changed.append(row)
    Slot.objects.bulk_update(changed, ["session", "minutes", "channel", "is_open"])
    new = [
        Slot(
            session_id=session,
            date=day,
            start=slot.start,
            minutes=slot.minutes,
            desk=slot.desk,
            channel=slot.channel,
        )
        for (day, _, _), (slot, session) in sorted(
            wanted.items(), key=lambda pair: pair[0]
        )
    ]
    _keep_for_waiting(new, now, moments)
    Slot.objects.bulk_create(new)


def clear_closed(sessions: list[int]) -> None:
    """Take offers, walk-ins and blocks from slots that were closed.

    Bookings stay: they are displaced. The entry of an offer keeps its place.
    """
    claims = Claim.objects.filter(slot__session__in=sessions, slot__is_open=False)
    claims.exclude(kind=BOOKING).delete()


def first_choice_until(session_date: date, today: date) -> date:
    """Return until when people who lost a time of that date choose first."""
    return min(today + timedelta(days=FIRST_CHOICE_DAYS), session_date)


def _keep_for_waiting(new: list[Slot], now: datetime, moments: Moments) -> None:
    """Let the first new times show at the next round, one for each who waits.

    So who waits is asked before the web, and not beaten to it at midnight.
    """
    online = [slot for slot in new if slot.channel == ONLINE]
    if not online:
        return
    for slot, _ in zip(online, Waiting.objects.without_offer(), strict=False):
        slot.visible_from = rounds.step(rounds.next_moment(now, moments.times))
