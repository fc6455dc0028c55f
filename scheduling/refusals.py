"""Why a booking, a move or a cancellation is refused: one tree of errors.

None of them carries text, a code or a ticket; the pages know the words.
"""


class Refused(Exception):
    """What was asked cannot be done; nothing has changed."""


class Lost(Refused):
    """The time cannot be had: the page answers with the next free one."""


class Taken(Lost):
    """Somebody else has the slot."""


class Gone(Lost):
    """The slot was freed since the page was made, or does not exist any more."""


class Closed(Lost):
    """The slot is not open: the day was closed or changed."""


class TooSoon(Lost):
    """The slot starts within the notice that the policy asks for."""


class TooFar(Lost):
    """The slot lies beyond the horizon."""


class NotOnline(Lost):
    """The slot is kept for the desk or for walk-ins."""


class Late(Refused):
    """The appointment has started: come anyway."""


class UnknownCode(Refused):
    """No appointment has this code: never made, cancelled and past are one answer."""


class TicketRefused(Refused):
    """The form was not made here, or was changed on its way."""


class TicketTooOld(Refused):
    """Nothing was booked with this form and it is too old: confirm once more."""


class PageExpired(Refused):
    """The appointment stands, the form is too old to show its code again."""


class HourFull(Refused):
    """This clock hour has had its online bookings: in an hour, by phone, walk in."""


class Paused(Refused):
    """The desk has paused booking on the web."""


class ListFull(Refused):
    """The waiting list takes nobody now."""


class OfferOver(Refused):
    """There is no offer, or its time to answer is over."""


class NotDisplaced(Refused):
    """The booking stands: only who lost a time may wait for another one."""


class SessionFull(Refused):
    """No seat is left today for somebody without an appointment."""


class TooEarly(Refused):
    """Somebody may still come: the time has only just begun."""


class StillRunning(Refused):
    """The hour cannot be closed before its last time has begun."""


class BadHour(Refused):
    """An hour or an exception cannot be so; `field` is where the words belong."""

    field = "date"


class DayPast(BadHour):
    """The date is over."""


class Running(BadHour):
    """The change would take times from an hour that is being held."""


class AlreadyThere(BadHour):
    """There is one already: for that date, or with that start."""


class NoHour(BadHour):
    """There is no hour on that date to be changed."""


class EndBeforeStart(BadHour):
    """The end is not later than the start, or one of the two is missing."""

    field = "end"


class OutsideDay(BadHour):
    """An hour lies between 07:00 and 22:00, where no clock change can touch it."""

    field = "start"


class Overlaps(BadHour):
    """Two hours would seat two people at one desk at one time."""

    field = "start"


class BadWeekday(BadHour):
    """A weekday is 1 to 7, Monday to Sunday."""

    field = "weekday"


class BadMinutes(BadHour):
    """A talk takes 15 to 120 minutes, and one must fit in the hour."""

    field = "slot_minutes"


class BadDesks(BadHour):
    """There are 1 to 6 desks."""

    field = "desks"


class NothingOnline(BadHour):
    """The shares of the desk and of walk-ins leave no time to book online."""

    field = "walk_in_share"


class DatesOutOfOrder(BadHour):
    """The last day of a rule comes before its first."""

    field = "valid_until"
