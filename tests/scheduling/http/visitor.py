"""A visitor with a browser without script, over a real connection.

`get` and `post` answer as Django's test client does, so that the words of
tests.scheduling.pages fit both.
"""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Barrier, Thread
from time import monotonic
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TIMEOUT_S = 60
# What somebody sees of a server that is killed: no answer, or half of one.
BROKEN = (OSError, HTTPException)


@dataclass(frozen=True)
class Answer:
    status_code: int
    content: bytes
    seconds: float


class Visitor:
    def __init__(self, address):
        self._connection = HTTPConnection(*address, timeout=TIMEOUT_S)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._connection.close()

    def connect(self):
        self._connection.connect()

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, form):
        return self._ask("POST", path, urlencode(form), FORM)

    def _ask(self, *request):
        started = monotonic()
        try:
            self._connection.request(*request)
            answer = self._connection.getresponse()
            body = answer.read()
        except BROKEN:
            self._connection.close()  # the next request opens another
            raise
        return Answer(answer.status, body, monotonic() - started)


def crowd(jobs, address):
    """Let each job have a visitor of its own, all at once; returns what they answer."""
    gate, outcomes = Barrier(len(jobs)), [None] * len(jobs)

    def come(number, job):
        with Visitor(address) as visitor:
            visitor.connect()
            gate.wait(TIMEOUT_S)
            outcomes[number] = job(visitor)

    threads = [Thread(target=come, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
