"""What holds of the calendar at every moment, whoever did what before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling import rounds
from scheduling.hours import ZONE
from scheduling.models import Claim, Slot, Waiting
from tests.scheduling.town import MOMENTS

MOST_UNSEEN = 6


@dataclass(frozen=True)
class Picture:
    """All rows about times and people, as they are at `now`."""

    now: datetime
    slots: list
    claims: list
    entries: list  # in the order of the queue

    @property
    def offers(self):
        return [claim for claim in self.claims if claim.kind == "offer"]

    @property
    def unseen(self):
        """The freed times that wait for their moment."""
        step = rounds.step(self.now)
        return [s for s in self.slots if s.turn and (s.visible_from or 0) > step]


def picture(now):
    return Picture(
        now,
        list(Slot.objects.order_by("pk")),
        list(Claim.objects.select_related("slot", "waiting").order_by("slot")),
        list(Waiting.objects.order_by("priority", "pk")),
    )


def hold_of(seen, hour):
    """Assert what must be true of any picture of the calendar."""
    no_time_is_sold_twice(seen)
    every_open_time_is_free_or_taken(seen, hour)
    offers_end_at_a_moment_and_before_the_start(seen, hour)
    who_waits_has_one_offer_at_most(seen)
    call_signs_of_a_session_differ(seen)


def no_time_is_sold_twice(seen):
    taken = [claim.slot_id for claim in seen.claims if claim.slot_id]

    assert len(taken) == len(set(taken))


def every_open_time_is_free_or_taken(seen, hour):
    free = {slot.pk for slot in Slot.objects.free_for_desk(now=seen.now, hour=hour)}
    taken = {claim.slot_id for claim in seen.claims if not claim.is_stale(seen.now)}
    to_come = {
        slot.pk
        for slot in seen.slots
        if slot.is_open and slot.closed_to_desk(seen.now, hour) is None
    }

    assert not free & taken
    assert free | (taken & to_come) == to_come


def offers_end_at_a_moment_and_before_the_start(seen, hour):
    notice = timedelta(minutes=hour.notice_minutes)

    for claim in seen.offers:
        assert claim.until.astimezone(ZONE).time() in MOMENTS.times
        assert claim.until <= claim.slot.starts_at - notice
        assert claim.slot.is_open


def who_waits_has_one_offer_at_most(seen):
    offered = [claim.waiting_id for claim in seen.offers]

    assert len(offered) == len(set(offered))


def call_signs_of_a_session_differ(seen):
    """Whoever has not come keeps a sign too: they may come, late."""
    late = [claim.call_sign for claim in seen.claims if claim.slot is None]
    sessions = {slot.pk: slot.session_id for slot in seen.slots}
    signs = {}
    for claim in seen.claims:
        if claim.slot and claim.call_sign is not None:
            signs.setdefault(sessions[claim.slot_id], []).append(claim.call_sign)

    for given in signs.values():
        assert len(given) == len(set(given))
    assert len(late) == len(set(late))


def nothing_is_older_than_today(seen):
    today = seen.now.astimezone(ZONE).date()

    assert [slot for slot in seen.slots if slot.date < today] == []
    assert [one for one in seen.claims if one.slot and one.slot.date < today] == []


def queue_is_served_in_order(before, after):
    """Assert of a round: who came first was asked first, who kept silent is last."""
    silent = {
        bytes(claim.waiting.digest)
        for claim in before.offers
        if claim.until <= after.now and claim.until <= moment(after.now)
    }
    holders = {bytes(claim.waiting.digest) for claim in before.offers} - silent
    queue = [bytes(entry.digest) for entry in after.entries]
    kept = [one for one in map(_digest, before.entries) if one not in silent]
    asked = sorted(
        (claim for claim in after.offers if _digest(claim.waiting) not in holders),
        key=lambda claim: claim.slot.starts_at,
    )

    assert queue[: len(kept)] == kept
    assert set(queue[len(kept) :]) == silent
    waiting = [one for one in queue if one not in holders]
    assert [_digest(claim.waiting) for claim in asked] == waiting[: len(asked)]


def moment(now):
    return rounds.last_moment(now, MOMENTS.times)


def _digest(entry):
    return bytes(entry.digest)
