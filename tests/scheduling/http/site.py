"""The project's settings as a test's own gunicorn loads them: no file of `make run`.

The clock of such a server starts at the moment that the test names and runs on from
there, so that no full hour passes in the middle of a test. A server whose test was
killed ends by itself.
"""

import os
import signal

import time_machine

from config.settings import *  # noqa: F403  # all of them, but those below
from config.settings import STORAGES as THEIRS

LONGEST_LIFE_S = 300

STORAGES = THEIRS | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True

signal.alarm(LONGEST_LIFE_S)
time_machine.travel(os.environ["CLOCK_STARTS_AT"], tick=True).start()
