"""What everybody knows, beside the database: codes, forms that are open, offers seen."""

from dataclasses import dataclass, field
from datetime import datetime

from scheduling import codes
from scheduling.hours import hour_count
from scheduling.models import Session
from tests.scheduling.town import KEYS

LATE, WAITING = "late", "waiting"
ENTRY_DAYS = 42


@dataclass(frozen=True)
class Form:
    """A check page that is still open somewhere."""

    ticket: str
    code: codes.Code
    slot: int
    turn: int
    made: datetime


@dataclass
class Diary:
    codes: dict = field(default_factory=dict)  # code -> id of a slot, LATE, WAITING
    made: dict = field(default_factory=dict)  # code -> the hour in which it was made
    forms: list = field(default_factory=list)
    sessions: dict = field(default_factory=dict)  # id of a slot -> of its session
    days: dict = field(default_factory=dict)  # id of a slot -> its date
    closed: set = field(default_factory=set)
    displaced: list = field(default_factory=list)  # digests
    offers: dict = field(default_factory=dict)  # (digest, until) -> somebody looked

    def note(self, code, place, now):
        self.codes[code] = place
        self.made.setdefault(code, hour_count(now))

    def strike(self, code):
        del self.codes[code]

    def waiting(self):
        return [code for code, place in self.codes.items() if place == WAITING]

    def booked(self):
        return [code for code, place in self.codes.items() if place != WAITING]

    def known(self, today):
        """Return the codes of appointments that are not past: those a page answers."""
        days = self.days
        return [c for c in self.booked() if days.get(self.codes[c], today) >= today]

    def bury(self, now):
        """Strike the codes of the hours that have been closed, and old entries."""
        closed = set(
            Session.objects.filter(status="closed").values_list("pk", flat=True)
        )
        new, self.closed = closed - self.closed, closed | self.closed
        for code in self.booked():
            place = self.codes[code]
            if new and (place == LATE or self.sessions[place] in new):
                self.strike(code)
        limit = hour_count(now) - ENTRY_DAYS * 24
        for code in self.waiting():
            if self.made[code] < limit:
                self.strike(code)

    def release(self, first_hour, last_hour, begun):
        """Strike what was made in these hours, unless its time has begun."""
        for code, place in list(self.codes.items()):
            is_among = first_hour <= self.made[code] <= last_hour
            if is_among and place != LATE and place not in begun:
                self.strike(code)

    def agrees(self, seen):
        """Assert that each code is where its holder thinks, and nowhere else."""
        self.sessions |= {slot.pk: slot.session_id for slot in seen.slots}
        self.days |= {slot.pk: slot.date for slot in seen.slots}
        self.displaced = [one.digest for one in seen.claims if one.is_displaced]
        booked = {
            bytes(claim.digest): claim.slot_id or LATE
            for claim in seen.claims
            if claim.digest is not None
        }
        waiting = {bytes(entry.digest): WAITING for entry in seen.entries}

        assert not booked.keys() & waiting.keys()
        assert booked | waiting == {digest(one): at for one, at in self.codes.items()}

    def look_at_offers(self, seen):
        """Let everybody who waits enter the code, and remember what they saw."""
        for claim in seen.offers:
            if not claim.is_over(seen.now):
                self.offers[_key(claim)] = True

    def follow_offers(self, seen, *, in_time=False):
        """Assert that no offer ended unseen by who looks every day at one time.

        An offer that a late round made (`in_time` is false) is excused.
        """
        there = {_key(claim) for claim in seen.offers}
        for key in self.offers.keys() - there:
            was_seen = self.offers.pop(key)
            assert was_seen or seen.now < key[1]
        for key in there - self.offers.keys():
            self.offers[key] = not in_time


def digest(code):
    return codes.digest(code, key=KEYS.current)


def _key(claim):
    return bytes(claim.waiting.digest), claim.until
