"""People who book, move and cancel without a pause, and remember what they were shown.

Their server may die at any moment. Whoever gets no answer does what a person does:
sends the same form again, or now and then gives up a booking, never seeing its code.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from time import sleep

from scheduling import codes, tickets
from tests.scheduling.http.visitor import BROKEN, Visitor
from tests.scheduling.pages import START, form_of, value

INSISTING, PAUSE_S = 1000, 0.02


@dataclass
class Person:
    """What one person was shown; `code` is where they believe to have a time."""

    address: tuple
    slots: list  # the ids to choose from
    key: bytes
    chance: Random
    code: str | None = None
    slot: int | None = None
    cancelled: list = field(default_factory=list)  # codes that a page called so
    never_shown: list = field(default_factory=list)  # of forms that were given up
    answers: list = field(default_factory=list)  # the status of each
    broken: int = 0  # how often no answer came

    def live(self, closing):
        with Visitor(self.address) as self.visitor:
            while not closing.is_set():
                self.act()

    def act(self):
        slot = self.chance.choice(self.slots)
        if self.code is None:
            self.book(slot)
        elif self.chance.random() < 0.6:
            self.move(slot)
        else:
            self.cancel()

    def book(self, slot):
        page = self.insist(f"{START}tijd/kijk", {"time": slot})
        if page.status_code != 200:
            return
        form, patience = form_of(page), self.chance.choice([1, INSISTING, INSISTING])
        answer = self.insist(f"{START}tijd/vast", form, patience)
        if answer is None:
            nonce = tickets.read(form["ticket"], key=self.key).nonce
            self.never_shown.append(codes.derive(nonce, key=self.key))
        elif answer.status_code == 200:
            self.code, self.slot = value(answer, "c"), slot

    def move(self, slot):
        form = {"c": self.code, "go": "1", "time": slot}
        if self.insist(f"{START}code/anders", form).status_code == 200:
            self.slot = slot

    def cancel(self):
        self.insist(f"{START}code/af", {"c": self.code, "go": "1"})
        self.cancelled.append(self.code)
        self.code = self.slot = None

    def insist(self, path, form, times=INSISTING):
        """Send a form until somebody answers; None if nobody does so many times."""
        for _ in range(times):
            try:
                answer = self.visitor.post(path, form)
            except BROKEN:
                self.broken += 1
                sleep(PAUSE_S)
                continue
            self.answers.append(answer.status_code)
            return answer
        if times == INSISTING:
            raise TimeoutError
        return None


@contextmanager
def living(people):
    """Let all of them go on until the block ends; a fault of one is raised there."""
    closing, faults = Event(), []

    def live(person):
        try:
            person.live(closing)
        except Exception as fault:
            faults.append(fault)

    threads = [Thread(target=live, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        closing.set()
        for thread in threads:
            thread.join()
    assert faults == []
