"""What is kept of hours and appointments; the verbs stand on the managers."""

from scheduling.models.agenda import Agenda, State, turnstile
from scheduling.models.claims import Booked, Claim
from scheduling.models.duties import Duty
from scheduling.models.hours import ExceptionDay, WeeklyHour
from scheduling.models.offers import OfferRound
from scheduling.models.queue import Joined
from scheduling.models.sessions import Session
from scheduling.models.slots import Slot
from scheduling.models.tallies import Miss, Tally
from scheduling.models.waiting import Waiting

__all__ = [
    "Agenda",
    "Booked",
    "Claim",
    "Duty",
    "ExceptionDay",
    "Joined",
    "Miss",
    "OfferRound",
    "Session",
    "Slot",
    "State",
    "Tally",
    "Waiting",
    "WeeklyHour",
    "turnstile",
]
