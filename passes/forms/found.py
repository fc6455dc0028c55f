"""A card or its slip in the hands of the desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passes import slip, token
from passes.expiry import last_day_of, month_number


@dataclass(frozen=True)
class Found:
    """The card in hand: its id and the month it is valid until."""

    id: token.PassId
    month: int


class FoundForm(forms.Form):
    """What a card or its slip says, read at the desk; clean, `card` is the card meant."""

    text = forms.CharField(required=False, widget=forms.HiddenInput)
    c = forms.CharField(
        required=False,
        label=_("Or the code of its slip"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self,
        *args: Any,
        by_kid: Mapping[bytes, token.KnownKey],
        slip_keys: Iterable[bytes],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._by_kid, self._slip_keys, self._today = by_kid, slip_keys, today

    def clean_text(self) -> Found | None:
        text = self.cleaned_data["text"]
        if not text:
            return None
        try:
            read = token.read(text, self._by_kid)
        except token.BadToken:
            raise forms.ValidationError(_("This is no pass of this town.")) from None
        if read.colour == token.SPECIMEN:
            raise forms.ValidationError(_("This is a card for training."))
        return Found(read.id, month_number(last_day_of(read.exp)))

    def clean_c(self) -> Found | None:
        if not self.cleaned_data["c"]:
            return None
        try:
            read = slip.read(self.cleaned_data["c"], self._slip_keys, self._today)
        except slip.BadSlip:
            raise forms.ValidationError(
                _("There is a typing mistake. Look at the slip again.")
            ) from None
        return Found(read.id, read.month)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["card"] = cleaned.get("text") or cleaned.get("c")
        if not (cleaned["card"] or self.errors):
            self.add_error("text", _("Scan the card, or type the code of its slip."))
        return cleaned
