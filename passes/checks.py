"""Checks of keys and lists: `check --deploy` tells an administrator what would stop a pass.

What reads private keys is imported where a check runs: a public process, which loads this
module too, never loads it.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.utils import timezone

from passes.keyfiles import KeyTrouble
from passes.models import Publication

if TYPE_CHECKING:
    from passes.health import Facts
    from passes.keys import Ring, SigningKey

HINT = "See docs/operations.md, Keys."


@checks.register(checks.Tags.security, deploy=True)
def keys_are_at_hand(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """C09: the desk has the keys of today; a public process has none that signs."""
    from passes import keys

    try:
        ring = keys.read(settings.KEYS_DIR)
    except KeyTrouble as trouble:
        return [checks.Error(str(trouble), id="passes.E001")]
    if settings.SURFACE in ("public", "enrol"):
        return [*_out_of_place(ring)]
    return [*_missing(ring), *_past(ring.signing_keys), *_equal(ring)]


@checks.register(checks.Tags.security, deploy=True)
def the_root_is_secret(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Nobody outside can sign a key list."""
    from passes import root

    if root.DEMO_PUBLIC not in settings.MUNICIPALITY.pass_.roots:
        return []
    return [
        checks.Error(
            "[pass] roots holds the demo root, whose private half is public: anybody "
            "could make passes. Make a root of your own on an offline computer.",
            id="passes.E004",
        )
    ]


@checks.register(checks.Tags.database, deploy=True)
def lists_are_out(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The key list is installed, the next quarter's key is ready, the list is of today."""
    from passes import health

    if settings.SURFACE in ("public", "enrol"):
        return []
    known = health.facts(
        settings.KEYS_DIR,
        Publication.objects.body(Publication.KEYS),
        Publication.objects.body(Publication.LIST),
        settings.MUNICIPALITY.pass_.pinned,
        timezone.now(),
    )
    return [*_not_installed(known), *_due(known), *_late(known)]


def _not_installed(known: "Facts") -> Iterable[CheckMessage]:
    if known.trouble:
        yield checks.Error(known.trouble, hint=HINT, id="passes.E005")


def _due(known: "Facts") -> Iterable[CheckMessage]:
    if known.due_in_days is None:
        return
    step = (
        "Put its sealed private key into the key directory."
        if known.is_next_listed
        else "Hold the root ceremony."
    )
    yield checks.Warning(
        f"The pass key of {known.next_from:%d-%m-%Y} is not ready: "
        f"{known.days_left} days are left. {step}",
        hint=HINT,
        id="passes.W002",
    )


def _late(known: "Facts") -> Iterable[CheckMessage]:
    if known.is_list_late:
        yield checks.Warning(
            "The withdrawn list of today is not out: lost cards stay good. "
            "See whether the timer runs manage.py publish_list with the list key.",
            id="passes.W003",
        )


def _out_of_place(ring: "Ring") -> Iterable[CheckMessage]:
    allowed = {"public": (), "enrol": ("badge",)}[settings.SURFACE]
    for key in ring.signing_keys:
        if key.use not in allowed:
            yield checks.Error(
                f"A key that signs lies where a service for outsiders reads: "
                f"take '{key.file_name}' out of its key directory.",
                id="passes.E003",
            )
    if ring.old_slip_keys:
        yield checks.Error(
            "An old slip key lies where a service for outsiders reads: "
            "only the desk may read the slips of before.",
            id="passes.E003",
        )


def _missing(ring: "Ring") -> Iterable[CheckMessage]:
    today = timezone.localdate()
    for ask in (lambda: ring.slip, lambda: ring.signing("pass", today)):
        try:
            ask()
        except KeyTrouble as trouble:
            yield checks.Error(str(trouble), id="passes.E002")


def _past(found: Iterable["SigningKey"]) -> Iterable[CheckMessage]:
    today = timezone.localdate()
    for key in found:
        if key.quarter and key.quarter.last_day < today:
            yield checks.Warning(
                f"The quarter of '{key.file_name}' is over: destroy the file.",
                id="passes.W001",
            )


def _equal(ring: "Ring") -> Iterable[CheckMessage]:
    kids = [key.kid for key in ring.signing_keys]
    if len(kids) != len(set(kids)):
        yield checks.Error("Two key files hold the same key.", id="passes.E006")
