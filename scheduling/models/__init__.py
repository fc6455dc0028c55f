"""What is kept of hours and appointments; the verbs stand on the managers."""

from scheduling.models.agenda import Agenda, turnstile
from scheduling.models.claims import Booked, Claim
from scheduling.models.hours import ExceptionDay, WeeklyHour
from scheduling.models.sessions import Session
from scheduling.models.slots import Slot

__all__ = [
    "Agenda",
    "Booked",
    "Claim",
    "ExceptionDay",
    "Session",
    "Slot",
    "WeeklyHour",
    "turnstile",
]
