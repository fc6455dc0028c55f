"""Every column that may exist: about whom, why, and until when.

A test holds this against the live schema of both engines, in both directions: what is
not in the ledger does not exist. Two tables are Django's own and empty of people.
"""

from config.ledger_appointments import APPOINTMENTS
from config.ledger_table import BUSINESS, CARD, NOBODY, ROW, STAFF, Table

LEDGER: dict[str, Table] = APPOINTMENTS | {
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
