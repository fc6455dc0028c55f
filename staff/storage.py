"""Sessions of staff that two requests at once cannot undo for each other.

Django's store writes the whole session that a request has loaded. A page that loads
beside a print would so bring back a confirmation that the print used up, and beside
*Klaar* the ticks that it deleted. Here a save changes only what its request changed.
"""

from copy import deepcopy
from typing import Any

from django.contrib.sessions.backends import db
from django.db import transaction


class SessionStore(db.SessionStore):
    """Django's database store; a save merges into the row as it is now."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._seen: dict[str, Any] = {}

    def load(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().load()
        self._seen = deepcopy(kept)
        return kept

    def follow(self, key: str, value: Any) -> None:
        """Take over what the row holds by now: not a change of this request's own."""
        is_modified = self.modified
        if value is None:
            self.pop(key, None)
            self._seen.pop(key, None)
        else:
            self[key] = value
            self._seen[key] = deepcopy(value)
        self.modified = is_modified

    def save(self, must_create: bool = False) -> None:
        """Write what this request changed; a key that has gone meanwhile stays gone."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        with transaction.atomic():
            rows = self.model.objects.select_for_update()
            row = rows.filter(session_key=self.session_key).first()
            if row is not None:
                self._merge(row.get_decoded())
            super().save()
        self._seen = deepcopy(dict(self.items()))

    def _merge(self, there: dict[str, Any]) -> None:
        for key in {*self._seen, *self.keys(), *there}:
            is_mine = self.get(key) != self._seen.get(key)
            has_ended = key in self._seen and key not in there
            if is_mine and not has_ended:
                continue
            if key in there:
                self[key] = there[key]
            else:
                self.pop(key, None)
