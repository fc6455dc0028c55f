"""How the calendar is doing, for the health page and the desk's banner."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduling.hours import local_date
from scheduling.models.agenda import Agenda
from scheduling.models.offers import OfferRound
from scheduling.models.sessions import Session
from scheduling.models.slots import horizon
from scheduling.models.tallies import MANY_MISSES, Miss
from scheduling.models.waiting import Waiting
from scheduling.policy import Hour, Moments


@dataclass(frozen=True)
class Health:
    tick_hour: int | None  # hours.hour_count of the last run of the timer
    forget_hour: int | None
    missing: list[date]  # dates of the horizon without their session
    is_round_missing: bool
    misses: int  # look-ups that found nothing, in this clock hour and the last
    are_misses_many: bool
    made: int  # bookings and entries of this clock hour
    cap: int
    is_paused: bool
    waiting: int
    displaced: int  # bookings with first choice that have not moved yet


def read(*, now: datetime, hour: Hour, moments: Moments) -> Health:
    agenda, state = Agenda.objects.get(pk=1), Agenda.objects.state(now)
    misses = Miss.objects.recent(now)
    return Health(
        tick_hour=agenda.tick_hour,
        forget_hour=agenda.forget_hour,
        missing=Session.objects.missing(local_date(now), horizon(now, hour)),
        is_round_missing=OfferRound.objects.is_missing(now, moments),
        misses=misses,
        are_misses_many=misses >= MANY_MISSES,
        made=state.made,
        cap=hour.online_cap,
        is_paused=state.is_paused,
        waiting=Waiting.objects.count(),
        displaced=state.displaced,
    )
