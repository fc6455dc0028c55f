"""A log line says when (to the hour), which kind of fault and where in our code.

2026-11-24T13h ValueError scheduling/codes.py:41 normalise < scheduling/views/worker.py:88 book

Never a message, an argument, a path, a method or a person: those could hold a code.
"""

import logging
import traceback
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
OURS = ("config", "intake", "scheduling", "passes", "staff")


class FaultFormatter(logging.Formatter):
    """Writes a record as the line above; what is not ours is left out."""

    def format(self, record: logging.LogRecord) -> str:
        hour = datetime.fromtimestamp(record.created).astimezone()
        kind, _, trace = record.exc_info or (None, None, None)
        name = kind.__name__ if kind else record.levelname
        places = " < ".join(self._places(trace)) if trace else record.name
        return f"{hour:%Y-%m-%dT%H}h {name} {places}"

    def _places(self, trace: object) -> list[str]:
        frames = traceback.extract_tb(trace)  # type: ignore[arg-type]  # from exc_info
        ours = [
            (Path(frame.filename).relative_to(HERE), frame.lineno, frame.name)
            for frame in reversed(frames)
            if Path(frame.filename).is_relative_to(HERE)
        ]
        return [f"{p}:{line} {name}" for p, line, name in ours if p.parts[0] in OURS]
