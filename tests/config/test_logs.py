"""A log line names the hour, the kind of fault and our code, and nothing else."""

import logging
import re
import sys

from config.logs import FaultFormatter
from scheduling import codes

SECRET = "4829150736182047"


def line_of(fault) -> str:
    try:
        fault()
    except Exception:
        record = logging.LogRecord("x", 40, "x", 1, SECRET, None, sys.exc_info())
    return FaultFormatter().format(record)


def test_a_fault_in_our_code_is_named_without_its_message():
    line = line_of(lambda: codes.normalise(SECRET[:15]))

    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\dh WrongLength scheduling/codes\.py:\d+ normalise", line
    )


def test_the_usual_formatter_would_have_told_the_code():
    def fault():
        raise ValueError(SECRET)

    try:
        fault()
    except ValueError:
        record = logging.LogRecord("x", 40, "x", 1, "", None, sys.exc_info())

    assert SECRET in logging.Formatter().format(record)
    assert SECRET not in FaultFormatter().format(record)


def test_a_record_without_a_fault_says_only_its_level_and_place():
    record = logging.LogRecord("django.request", 40, "x", 1, SECRET, None, None)

    assert re.fullmatch(r"\S+h ERROR django\.request", FaultFormatter().format(record))
