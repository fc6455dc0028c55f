"""Which texts of a catalogue a language needs: a language of workers none of the desk's.

`make messages` writes above each text the files that say it; where all of them belong
to the desk or to management, only the languages of the staff need it.
"""

import polib

STAFF_PLACES = (
    "templates/desk/",
    "templates/management/",
    "staff/",
    "config/health.py",
    "intake/",
    "scheduling/forms.py",
    "scheduling/templatetags/timetable.py",
    "scheduling/views/desk/",
    "scheduling/views/duty.py",
    "scheduling/views/management/",
    "passes/forms/found.py",
    "passes/forms/venue.py",
    "passes/photo.py",
    "passes/views/desk",
    "passes/views/management/",
)


def is_for_staff(entry: polib.POEntry) -> bool:
    """Return whether only staff read this text."""
    places = [place for place, _line in entry.occurrences]
    return bool(places) and all(place.startswith(STAFF_PLACES) for place in places)


def needed(book: polib.POFile, *, by_staff: bool) -> list[polib.POEntry]:
    """Return the texts that a language cannot do without."""
    living = [entry for entry in book if not entry.obsolete]
    return [entry for entry in living if by_staff or not is_for_staff(entry)]
