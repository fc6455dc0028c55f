"""Checks of the keys: `check --deploy` tells an administrator what would stop a pass."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core import checks
from django.utils import timezone

from passes import keys, root


@checks.register(checks.Tags.security, deploy=True)
def keys_are_at_hand(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """The desk has the keys of today; a public process has none that signs."""
    try:
        ring = keys.read(settings.KEYS_DIR)
    except keys.KeyTrouble as trouble:
        return [checks.Error(str(trouble), id="passes.E001")]
    if settings.SURFACE in ("public", "enrol"):
        return [
            checks.Error(
                "A key that signs passes lies where a public service reads: "
                f"take '{key.file_name}' out of its key directory.",
                id="passes.E003",
            )
            for key in ring.signing_keys
            if key.use == "pass"
        ]
    return [*_missing(ring), *_past(ring.signing_keys)]


@checks.register(checks.Tags.security, deploy=True)
def the_root_is_secret(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Nobody outside can sign a key list."""
    if root.DEMO_PUBLIC not in settings.MUNICIPALITY.pass_.roots:
        return []
    return [
        checks.Error(
            "[pass] roots holds the demo root, whose private half is public: anybody "
            "could make passes. Make a root of your own on an offline computer.",
            id="passes.E004",
        )
    ]


def _missing(ring: keys.Ring) -> Iterable[checks.CheckMessage]:
    today = timezone.localdate()
    for ask in (lambda: ring.slip, lambda: ring.signing("pass", today)):
        try:
            ask()
        except keys.KeyTrouble as trouble:
            yield checks.Error(str(trouble), id="passes.E002")


def _past(found: Iterable[keys.SigningKey]) -> Iterable[checks.CheckMessage]:
    today = timezone.localdate()
    for key in found:
        if key.quarter and key.quarter.last_day < today:
            yield checks.Warning(
                f"The quarter of '{key.file_name}' is over: destroy the file.",
                id="passes.W001",
            )
