"""A real server for a test: gunicorn on loopback, beside the test's own database.

It listens on a socket that the test holds, so no port is looked for twice and none is
lost when the server is killed. Only processes started here are ever ended.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings
from django.db import connection

PATIENCE_S = 60
GUNICORN = Path(sys.executable).parent / "gunicorn"
CONFIGURATION = Path(__file__).parent / "gunicorn.py"


@contextmanager
def serving(clock, *, workers=4, policy=None):
    """Serve this test's database from `clock` on; yields the Server."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        server = Server(listening, clock, workers, policy or municipality())
        server.start()
        try:
            yield server
        finally:
            server.stop()


class Server:
    def __init__(self, listening, clock, workers, policy):
        self._listening, self._workers = listening, workers
        self.address = listening.getsockname()
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.scheduling.http.site",
            "DATABASE_URL": database_url(),
            "SPREEKUUR_MUNICIPALITY": str(policy),
            "CLOCK_STARTS_AT": clock.isoformat(),
        }

    def start(self):
        number = self._listening.fileno()
        self.process = subprocess.Popen(
            [
                GUNICORN,
                f"--config={CONFIGURATION}",
                f"--workers={self._workers}",
                f"--bind=fd://{number}",
                "config.wsgi",
            ],
            cwd=settings.BASE_DIR,
            env=self._environment,
            pass_fds=[number],
            start_new_session=True,  # so that its workers can be ended with it
        )
        until(self._answers)

    def kill(self):
        """End all its processes at once, in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    def kill_worker(self, number):
        """End one worker in the middle of what it does; another takes its place."""
        there = self.workers()
        if there:
            os.kill(there[number % len(there)], signal.SIGKILL)

    def workers(self):
        """Return the process ids of the workers that run now."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(one) for one in children.split()]

    def memory_kb(self):
        """Return how much memory each worker holds at the moment."""
        return [resident_kb(pid) for pid in self.workers()]

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def _answers(self):
        if self.process.poll() is not None:
            raise RuntimeError("The server has ended instead of starting.")
        connection = HTTPConnection(*self.address, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/en/tijd")
            return connection.getresponse().status == 200
        finally:
            connection.close()


def until(is_true):
    """Wait for something that must come true within the patience of these tests."""
    deadline = monotonic() + PATIENCE_S
    while not is_true():
        if monotonic() > deadline:
            raise TimeoutError
        sleep(0.05)


def resident_kb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+)", status, re.M)[1])


def database_url():
    """Return how another process reaches the database of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings.BASE_DIR / database['NAME']}"
    address = f"host={database['HOST']}&user={database['USER']}"
    return f"postgresql:///{database['NAME']}?{address}"


def municipality():
    return settings.BASE_DIR / "municipality.toml"


def without_a_cap(folder):
    """Write the policy with no hourly cap, as a benchmark has it; returns the file."""
    text = municipality().read_text()
    path = folder / "without_a_cap.toml"
    path.write_text(re.sub(r"^online_cap = \d+", "online_cap = 0", text, flags=re.M))
    return path
