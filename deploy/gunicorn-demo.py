"""gunicorn for `make run`: one process, a few threads, no log of who asks what.

Beside it runs what a timer runs on a real site: `manage.py tick`, every 5 minutes.
"""

import subprocess
import sys
import threading
from typing import Any

workers = 1
threads = 8
worker_class = "gthread"
accesslog = None
errorlog = "-"
loglevel = "critical"  # a line of the error level could quote an address
control_socket_disable = True
keepalive = 5

MINUTES = 5
stopping = threading.Event()


def run_the_timer() -> None:
    while not stopping.wait(MINUTES * 60):
        subprocess.run(
            [sys.executable, "manage.py", "tick"],
            stdout=subprocess.DEVNULL,
            check=False,
        )


def when_ready(server: Any) -> None:
    """Start the timer in the parent process, once the site answers."""
    threading.Thread(target=run_the_timer, daemon=True).start()


def on_exit(server: Any) -> None:
    stopping.set()
