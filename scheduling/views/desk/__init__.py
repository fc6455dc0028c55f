"""The desk's pages about hours: the day, callers, papers, closing and pausing."""

from scheduling.views.desk.booking import book_caller
from scheduling.views.desk.callers import (
    cancel_caller,
    entry_of_caller,
    find_code,
    move_caller,
)
from scheduling.views.desk.closing import close_hour, pause, release
from scheduling.views.desk.day import day_list, interpreter, today
from scheduling.views.desk.papers import day_sheet, door_note
from scheduling.views.desk.seats import (
    block,
    came_after_all,
    not_come,
    unblock,
    unseat,
    walk_in,
)

__all__ = [
    "block",
    "book_caller",
    "came_after_all",
    "cancel_caller",
    "close_hour",
    "day_list",
    "day_sheet",
    "door_note",
    "entry_of_caller",
    "find_code",
    "interpreter",
    "move_caller",
    "not_come",
    "pause",
    "release",
    "today",
    "unblock",
    "unseat",
    "walk_in",
]
