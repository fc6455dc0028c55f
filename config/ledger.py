"""Every column that may exist: about whom, why, and until when.

A test holds this against the live schema of both engines, in both directions: what is
not in the ledger does not exist. Two tables are Django's own and empty of people.
"""

from dataclasses import dataclass

MUNICIPALITY, CODE, NOBODY, STAFF = "municipality", "a code", "nobody", "staff"
CARD, BUSINESS = "a card", "a business"


@dataclass(frozen=True)
class Table:
    """What a table is about, until when a row stays, and why each column is there."""

    about: str
    kept: str
    columns: dict[str, str]


ROW = {"id": "a number for the row"}

LEDGER: dict[str, Table] = {
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
            "interpreter_ready": "whether the interpreter for this time is arranged",
        },
    ),
    "scheduling_claim": Table(
        CODE,
        "until its hour is closed, the same night at the latest",
        ROW
        | {
            "slot_id": "the time that is taken",
            "kind": "that it is a booking",
            "digest": "a mark by which the code is recognised; the code is not kept",
            "language": "the language of the interpreter, or nothing",
            "call_sign": "the waiting number",
            "made_hour": "the hour in which it was booked",
        },
    ),
    "scheduling_agenda": Table(
        NOBODY,
        "one row, for ever",
        ROW
        | {
            "version": "a random number, new at each change: is a kept page still true?",
            "tick_hour": "the hour of the last run of the timer",
            "forget_hour": "the hour of the last deletion",
        },
    ),
    "passes_validitycount": Table(
        NOBODY,
        "one month after its month",
        ROW
        | {
            "month": "until which month passes are valid",
            "colour": "white or green",
            "count": "how many passes; there is no row for a pass",
        },
    ),
    "passes_withdrawn": Table(
        CARD,
        "until its month is over; of a phone's badge, until that has ended",
        {
            "id": "the random number of a card that is good no more, or of none: a decoy",
            "month": "until which month it was valid; 0 for a phone's badge",
        },
    ),
    "passes_venue": Table(
        BUSINESS,
        "31 days after its licence",
        ROW
        | {
            "name": "the licensed business",
            "licence": "the number of its licence",
            "colours": "which passes it may check",
            "until": "the last day of the licence",
        },
    ),
    "passes_invitation": Table(
        BUSINESS,
        "1 day",
        ROW
        | {
            "digest": "a mark of the secret in the invitation; the secret is not kept",
            "venue_id": "for which business",
            "until": "until when a phone may use it",
            "used": "whether a phone has",
        },
    ),
    "passes_device": Table(
        BUSINESS,
        "until its badge has ended",
        ROW
        | {
            "venue_id": "for which business the phone checks",
            "public_key": "the public half of the key in the phone",
            "badge": "the signed bytes that the phone shows",
            "until": "the last day of the badge",
            "withdrawn": "whether the phone was lost",
        },
    ),
    "passes_publication": Table(
        NOBODY,
        "until the next one replaces it",
        ROW
        | {
            "kind": "which list",
            "seq": "which edition",
            "body": "the signed bytes that everybody may fetch",
        },
    ),
    "staff_member": Table(
        STAFF,
        "as long as the account exists",
        ROW
        | {
            "username": "the name to sign in with",
            "password": "the hash of the password",
            "first_name": "the working name",
            "last_name": "always empty",
            "email": "always empty",
            "is_active": "whether the account may sign in",
            "is_staff": "always false",
            "is_superuser": "always false",
            "last_login": "when this colleague signed in last",
            "date_joined": "when the account was made",
            "course_until": "until when the course on trafficking counts",
            "screened_until": "until when the certificate of conduct counts",
            "show_name": "whether the working name may be shown",
        },
    ),
    "staff_member_groups": Table(
        STAFF,
        "as long as the account exists",
        ROW | {"member_id": "the colleague", "group_id": "the role"},
    ),
    "staff_member_user_permissions": Table(
        STAFF,
        "always empty: roles are groups",
        ROW | {"member_id": "the colleague", "permission_id": "unused"},
    ),
    "staff_auditentry": Table(
        STAFF,
        "retention.audit_log_months",
        ROW
        | {
            "day": "when a colleague did something",
            "minute": "of a sign-in only: the minute of the day",
            "actor_id": "which colleague; nobody on a line that only counts",
            "action": "what was done, from a list of twenty-three",
            "about": "which hour, date, venue, device or key; never a text",
            "count": "how often, on the one line a day of releases and withdrawals",
        },
    ),
    "django_session": Table(
        STAFF,
        "refused 15 minutes after the last use, 35 in a talk; deleted soon after",
        {
            "session_key": "a random name",
            "session_data": "who of the staff is signed in, and ticks of an open talk",
            "expire_date": "when the row goes at the latest",
        },
    ),
    "auth_group": Table(STAFF, "for ever", ROW | {"name": "the name of a role"}),
    "auth_group_permissions": Table(
        STAFF,
        "always empty",
        ROW | {"group_id": "the role", "permission_id": "unused"},
    ),
    "auth_permission": Table(
        NOBODY,
        "Django's own list",
        ROW
        | {
            "name": "a description",
            "content_type_id": "the kind of row",
            "codename": "a name",
        },
    ),
    "django_content_type": Table(
        NOBODY,
        "Django's own list",
        ROW | {"app_label": "part of the program", "model": "the kind of row"},
    ),
    "django_migrations": Table(
        NOBODY,
        "for ever",
        ROW
        | {
            "app": "part of the program",
            "name": "a change of the schema",
            "applied": "when the schema was changed",
        },
    ),
}

# What a signed-in member's session may hold beside Django's own keys.
SESSION_KEYS = frozenset(
    {"wizard_interview", "second", "signed_in_at", "seen_minute", "counted"}
)
