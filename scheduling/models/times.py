"""Which times can be had, by the public, by who waits, by the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from scheduling import rounds
from scheduling.hours import ONLINE, local_date
from scheduling.models.agenda import Agenda, State, fresh, turnstile
from scheduling.policy import Hour, Moments
from scheduling.refusals import Gone, HourFull, NotOnline, Paused, Taken

if TYPE_CHECKING:
    from scheduling.models.claims import Claim
    from scheduling.models.slots import Slot


class SlotManager(models.Manager["Slot"]):
    def free(self, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return what the public may book now, each time once, in order of time."""
        state = Agenda.objects.state(now)
        if state.is_paused:
            return []
        return _once(self.public(state.displaced, now=now, hour=hour))

    def free_for(self, claim: Claim, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return where `claim` may move to: every channel for a displaced one."""
        if claim.is_displaced:
            return _once(
                slot
                for slot in self._unclaimed(now, hour)
                if slot.closed_to_all(now, hour) is None
            )
        displaced = Agenda.objects.state(now).displaced
        return _once(self.public(displaced, now=now, hour=hour))

    def free_for_desk(self, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return every free slot that has not begun, of every desk and channel."""
        return [
            slot
            for slot in self._unclaimed(now, hour)
            if slot.closed_to_desk(now, hour) is None
        ]

    def public(self, displaced: int, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return each free slot the public may have, of every desk.

        `displaced` is for how many the first choice is kept.
        """
        return [
            slot
            for slot in self.for_waiting(displaced, now=now, hour=hour)
            if slot.is_back(now)
        ]

    def for_waiting(self, displaced: int, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return the same and what waits for its moment: what a round may offer."""
        free = self._unclaimed(now, hour)
        kept = _kept(free, displaced, now)
        return [
            slot
            for slot in free
            if slot.pk not in kept and slot.closed_to_waiting(now, hour) is None
        ]

    def bookable(self, slot_id: int, *, now: datetime, hour: Hour) -> Slot:
        """Return a slot that the public may book now.

        Raises one of Lost, Paused or HourFull.
        """
        slot = self.with_claim(slot_id)
        self.refuse(slot, now=now, hour=hour)
        return slot

    def refuse(self, slot: Slot, *, now: datetime, hour: Hour) -> None:
        """Raise why the public may not book `slot` now, if it may not."""
        state = self.refuse_without_cap(slot, now=now, hour=hour)
        if state.is_full(hour):
            raise HourFull

    def refuse_without_cap(self, slot: Slot, *, now: datetime, hour: Hour) -> State:
        """Raise the same but for the cap; returns the state of the calendar."""
        if slot.is_taken(now):
            raise Taken
        if refusal := slot.closed_to_public(now, hour):
            raise refusal
        state = Agenda.objects.state(now)
        if state.is_paused:
            raise Paused
        self.refuse_first_choice(slot, state.displaced, now=now, hour=hour)
        return state

    def refuse_first_choice(
        self, slot: Slot, displaced: int, *, now: datetime, hour: Hour
    ) -> None:
        """Raise NotOnline if `slot` is kept for people who lost their time."""
        if displaced and slot.pk in _kept(self._unclaimed(now, hour), displaced, now):
            raise NotOnline

    def with_claim(self, slot_id: int) -> Slot:
        """Return a slot and what sits on it, in one query; raises Gone."""
        slot = self.select_related("claim").filter(pk=slot_id).first()
        if slot is None:
            raise Gone
        return slot

    def with_signs(self, slot_id: int) -> tuple[Slot, set[int]]:
        """Return a slot and the call signs of its session, in one query.

        Raises Gone.
        """
        rows = self.select_related("claim", "session")
        slots = rows.filter(session__slot=slot_id)
        by_key = {slot.pk: slot for slot in slots}
        if slot_id not in by_key:
            raise Gone
        claims = [slot.booking for slot in by_key.values()]
        signs = {claim.call_sign for claim in claims if claim is not None}
        return by_key[slot_id], {sign for sign in signs if sign is not None}

    def day(self, day: date) -> list[Slot]:
        """Return the desk's list of a date: open slots and those still claimed."""
        shown = Q(is_open=True) | Q(claim__isnull=False)
        rows = self.select_related("claim").filter(shown, date=day)
        return list(rows.order_by("start", "desk"))

    def release(self, slot_id: int, *, now: datetime, moments: Moments) -> None:
        """Free a slot inside the turnstile: it shows again at a fixed moment.

        Its turn says that forms made before are void.
        """
        waiting = self.filter(turn__gt=0, visible_from__gt=rounds.step(now))
        back = rounds.returns_at(
            now,
            self.get(pk=slot_id).starts_at,
            moments.times,
            waiting=waiting.exclude(pk=slot_id).count(),
        )
        self.void(slot_id, visible_from=back)

    def void(self, slot_id: int, *, visible_from: int | None = None) -> None:
        """Free a slot that shows from a 5-minute step on, or at once."""
        self.filter(pk=slot_id).update(
            turn=F("turn") + 1, interpreter_ready=False, visible_from=visible_from
        )

    def mark_interpreter(self, slot_id: int, *, is_ready: bool, random: bytes) -> None:
        """Note that the interpreter for a claimed slot is arranged, or is not."""
        with turnstile(fresh(random)):
            self.filter(pk=slot_id, claim__isnull=False).update(
                interpreter_ready=is_ready
            )

    def forget(self, now: datetime, *, random: bytes) -> int:
        """Empty what says when a slot was freed, once it shows; returns how many."""
        shown = self.filter(visible_from__lte=rounds.step(now))
        if not shown.exists():
            return 0
        with turnstile(fresh(random)):
            return shown.update(visible_from=None)

    def _unclaimed(self, now: datetime, hour: Hour) -> list[Slot]:
        over = rounds.stale_before(now)
        rows = self.select_related("claim").filter(
            Q(claim__isnull=True) | Q(claim__offer_until__lt=over),
            date__range=(local_date(now), horizon(now, hour)),
            is_open=True,
        )
        return list(rows.order_by("date", "start", "desk"))


def horizon(now: datetime, hour: Hour) -> date:
    """Return the last date that can be booked."""
    return local_date(now) + timedelta(weeks=hour.horizon_weeks)


def _kept(free: Iterable[Slot], displaced: int, now: datetime) -> set[int]:
    online = [(one.pk, one.starts_at) for one in free if one.channel == ONLINE]
    return rounds.first_choice(online, displaced, now)


def _once(slots: Iterable[Slot]) -> list[Slot]:
    """Return the first slot of each time: desks are the town hall's affair."""
    return list(
        {(slot.date, slot.start): slot for slot in reversed(list(slots))}.values()
    )[::-1]
