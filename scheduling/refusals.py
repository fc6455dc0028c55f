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
