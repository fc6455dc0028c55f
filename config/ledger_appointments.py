"""What is kept of hours, appointments, the waiting list and the rota."""

from config.ledger_table import CODE, MUNICIPALITY, NOBODY, ROW, STAFF, Table

APPOINTMENTS = {
    "scheduling_weeklyhour": Table(
        MUNICIPALITY,
        "until the municipality changes it",
        ROW
        | {
            "weekday": "on which day the hour is held",
            "start": "from when",
            "end": "until when",
            "slot_minutes": "how long one talk is",
            "desks": "how many talks at once",
            "desk_share": "how many times the desk keeps for callers",
            "walk_in_share": "how many times are for who just comes",
            "valid_from": "the first day of this rule",
            "valid_until": "the last day of this rule",
        },
    ),
    "scheduling_exceptionday": Table(
        MUNICIPALITY,
        "400 days after its date",
        ROW
        | {
            "date": "which day differs",
            "kind": "closed, changed or extra",
            "start": "from when on that day",
            "end": "until when on that day",
            "desks": "how many talks at once on that day",
            "slot_minutes": "how long one talk is on that day",
            "reason": "why, from a list of four",
        },
    ),
    "scheduling_session": Table(
        MUNICIPALITY,
        "56 days after its date",
        ROW
        | {
            "date": "when the hour is held",
            "start": "from when",
            "end": "until when",
            "slot_minutes": "how long one talk is",
            "desks": "how many talks at once",
            "status": "open, cancelled or closed",
            "first_choice_until": "until when who lost a time chooses a new one first",
            "not_come": "how many did not come; who is not kept",
        },
    ),
    "scheduling_slot": Table(
        MUNICIPALITY,
        "until its hour is closed",
        ROW
        | {
            "session_id": "the hour it is part of",
            "date": "the day",
            "start": "the time of day",
            "minutes": "how long",
            "desk": "at which desk",
            "channel": "online, desk or walk-in",
            "is_open": "whether it can be had",
            "turn": "how often this time was freed, so that an old form is refused",
            "visible_from": "from which 5 minutes on a freed time shows again",
            "interpreter_ready": "whether the interpreter for this time is arranged",
        },
    ),
    "scheduling_claim": Table(
        CODE,
        "until its hour is closed, the same night at the latest",
        ROW
        | {
            "slot_id": "the time that is taken; empty for who has not come",
            "kind": "booking, walk-in, offer or block",
            "digest": "a mark by which the code is recognised; the code is not kept",
            "language": "the language of the interpreter, or nothing",
            "call_sign": "the waiting number",
            "made_hour": "the hour in which it was booked",
            "offer_until": "until when an offer can be answered",
            "waiting_id": "the waiting entry that an offer is made to",
        },
    ),
    "scheduling_waiting": Table(
        CODE,
        "until the entry is answered, left or 42 days old",
        ROW
        | {
            "digest": "a mark by which the code is recognised; the code is not kept",
            "language": "the language of the interpreter, or nothing",
            "priority": "whether the time was taken away: such people come first",
            "made_hour": "the hour in which it was made",
        },
    ),
    "scheduling_offerround": Table(
        NOBODY,
        "7 days",
        ROW | {"date": "on which day offers were made", "time": "at which time"},
    ),
    "scheduling_miss": Table(
        NOBODY,
        "48 hours",
        ROW | {"hour": "which hour", "count": "how many look-ups found nothing"},
    ),
    "scheduling_tally": Table(
        NOBODY,
        "5 years, as the municipality decides",
        ROW
        | {
            "quarter": "which quarter of a year",
            "name": "what is counted",
            "count": "how many",
        },
    ),
    "scheduling_duty": Table(
        STAFF,
        "with its hour, 56 days after its date",
        ROW
        | {
            "session_id": "the hour",
            "role": "for which role, or as its substitute",
            "staff_id": "the colleague",
        },
    ),
    "scheduling_agenda": Table(
        NOBODY,
        "one row, for ever",
        ROW
        | {
            "version": "a random number, new at each change: is a kept page still true?",
            "web_paused": "whether booking on the web is paused",
            "tick_hour": "the hour of the last run of the timer",
            "forget_hour": "the hour of the last deletion",
        },
    ),
}
