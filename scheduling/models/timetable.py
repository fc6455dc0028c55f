"""Changing the hours: a rule or an exception, applied in the same turn.

Each change raises BadHour and changes nothing, or takes effect at once on sessions
and slots. What a change would hit can be asked before, without writing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError

from scheduling import limits
from scheduling.hours import (
    CHANGED,
    ZONE,
    Change,
    PlanOverlap,
    Rule,
    local_date,
    plan,
)
from scheduling.models import plans
from scheduling.models.agenda import fresh, turnstile
from scheduling.models.claims import BOOKING
from scheduling.models.hours import ExceptionDay, WeeklyHour
from scheduling.models.sessions import CLOSED, Session
from scheduling.models.slots import Slot, horizon
from scheduling.policy import Hour, Moments
from scheduling.refusals import AlreadyThere, DayPast, Gone, NoHour, Overlaps, Running


@dataclass(frozen=True)
class Context:
    """When and by which policy a change is made; `random` is 16 bytes."""

    now: datetime
    hour: Hour
    moments: Moments
    random: bytes


def add_rule(rule: Rule, *, context: Context) -> WeeklyHour:
    """Add a weekly hour; raises BadHour."""
    with _changing(context):
        limits.judge_rule(rule, plans.rules(), local_date(context.now))
        return WeeklyHour.objects.create(**asdict(rule))


def change_rule(rule_id: int, rule: Rule, *, context: Context) -> WeeklyHour:
    """Change a weekly hour; raises BadHour or Gone."""
    with _changing(context):
        others = [row.as_rule() for row in WeeklyHour.objects.exclude(pk=rule_id)]
        limits.judge_rule(rule, others, local_date(context.now))
        rows = WeeklyHour.objects.filter(pk=rule_id)
        if not rows.update(**asdict(rule)):
            raise Gone
        return rows.get()


def remove_rule(rule_id: int, *, context: Context) -> None:
    """Remove a weekly hour, which closes its coming times; raises BadHour or Gone."""
    with _changing(context):
        if not WeeklyHour.objects.filter(pk=rule_id).delete()[0]:
            raise Gone


def add_exception(change: Change, reason: str, *, context: Context) -> ExceptionDay:
    """Add an exceptional day; raises BadHour."""
    with _changing(context):
        _judge(change, local_date(context.now))
        row = ExceptionDay.objects.create(reason=reason, **asdict(change))
        plans.planned(change.date, change.date)  # also beyond the horizon
        return row


def remove_exception(exception_id: int, *, context: Context) -> None:
    """Take an exception back: the day is as before; raises BadHour or Gone."""
    with _changing(context):
        row = ExceptionDay.objects.filter(pk=exception_id).first()
        if row is None:
            raise Gone
        if row.date < local_date(context.now):
            raise DayPast
        row.delete()


def hit_by_exception(change: Change, *, now: datetime, hour: Hour) -> list[Slot]:
    """Return the booked slots that an exception would close; raises BadHour."""
    _judge(change, local_date(now))
    there = ExceptionDay.objects.filter(date=change.date)
    if any(row.stands_against(change) for row in there):
        raise AlreadyThere
    return _hit(plans.rules(), [*plans.changes(), change], now, hour)


def hit_without_exception(
    exception_id: int, *, now: datetime, hour: Hour
) -> list[Slot]:
    """Return the booked slots that taking an exception back would close."""
    left = ExceptionDay.objects.exclude(pk=exception_id)
    return _hit(plans.rules(), [row.as_change() for row in left], now, hour)


def hit_by_rule(
    rule: Rule, *, replaces: int | None, now: datetime, hour: Hour
) -> list[Slot]:
    """Return the booked slots that a rule would close; raises BadHour.

    `replaces` is the key of the rule that it is the new form of.
    """
    rows = WeeklyHour.objects.all()
    others = [row.as_rule() for row in rows if row.pk != replaces]
    limits.judge_rule(rule, others, local_date(now))
    return _hit([*others, rule], plans.changes(), now, hour)


def hit_without_rule(rule_id: int, *, now: datetime, hour: Hour) -> list[Slot]:
    """Return the booked slots that removing a rule would close; raises BadHour."""
    left = [row.as_rule() for row in WeeklyHour.objects.exclude(pk=rule_id)]
    return _hit(left, plans.changes(), now, hour)


@contextmanager
def _changing(context: Context) -> Iterator[None]:
    """Apply the change made in the block, or refuse it whole."""
    now, today = context.now, local_date(context.now)
    try:
        with turnstile(fresh(context.random)):
            begun = _begun(now)
            yield
            last = horizon(now, context.hour)
            Session.objects.apply(today, last, now=now, moments=context.moments)
            if begun - _begun(now):
                raise Running
    except IntegrityError:
        raise AlreadyThere from None
    except PlanOverlap:
        raise Overlaps from None


def _begun(now: datetime) -> set[int]:
    """Return the open slots of today's hours that have begun and are not closed."""
    clock = now.astimezone(ZONE).time()
    rows = Slot.objects.filter(date=local_date(now), is_open=True)
    begun = rows.filter(session__start__lte=clock)
    return set(begun.values_list("pk", flat=True))


def _judge(change: Change, today: date) -> None:
    limits.judge_change(change, today)
    of_day = plan(plans.rules(), [], change.date, change.date)
    if change.kind == CHANGED and not of_day:
        raise NoHour


def _hit(
    rules: list[Rule], changes: list[Change], now: datetime, hour: Hour
) -> list[Slot]:
    today, last = local_date(now), horizon(now, hour)
    try:
        planned = plan(rules, changes, today, last)
    except PlanOverlap:
        raise Overlaps from None
    kept = {(day.date, one.start, one.desk) for day in planned for one in day.slots}
    rows = Slot.objects.select_related("claim", "session").filter(
        date__range=(today, last), is_open=True
    )
    lost = [
        slot
        for slot in rows.exclude(session__status=CLOSED).order_by("date", "start")
        if (slot.date, slot.start, slot.desk) not in kept
    ]
    if _begun(now) & {slot.pk for slot in lost}:
        raise Running
    return [slot for slot in lost if slot.booking and slot.booking.kind == BOOKING]
