"""A process that dies in the middle of a request, as if the power went: SIGKILL at a point.

A point is a function and whether it is entered or left, such as ("call", "rebuild"); where it
lies is found by Python's own profiler, so that nothing of the program is replaced.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db import connections

SURVIVED = 7


def killed_at(event: str, name: str, act: Callable[[], Any]) -> bool:
    """Run `act` in a child process that dies at the point; False if it came through.

    `name` is a qualified name, such as `ValidityCountManager.add_once`.
    """
    connections.close_all()  # a child must not share a connection
    child = os.fork()
    if not child:
        _die_at(event, name, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    assert os.WEXITSTATUS(status) == SURVIVED
    return False


def _die_at(event: str, name: str, act: Callable[[], Any]) -> None:
    def watch(frame: FrameType, happened: str, _: Any) -> None:
        if happened == event and frame.f_code.co_qualname == name:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.setprofile(watch)
        act()
        sys.setprofile(None)
        os._exit(SURVIVED)
    finally:
        os._exit(1)  # a child never returns into the test run
