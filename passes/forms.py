"""Forms around passes: the code of a slip, and a venue whose people check passes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passes import badge, slip, token
from passes.expiry import last_day_of, month_number

WHITE, GREEN, INSPECTOR = badge.WHITE, badge.GREEN, badge.INSPECTOR
COLOURS = [
    (WHITE, _("white")),
    (GREEN, _("green")),
    (WHITE | GREEN, _("white and green")),
    (WHITE | GREEN | INSPECTOR, _("inspectors: white and green")),
]


class SlipForm(forms.Form):
    """The code of the keep-slip; clean, it is what the slip says."""

    c = forms.CharField(error_messages={"required": _("Fill in the code of the slip.")})

    def __init__(self, *args: Any, slip_key: bytes, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._slip_key, self._today = slip_key, today

    def clean_c(self) -> slip.Slip:
        try:
            return slip.read(self.cleaned_data["c"], [self._slip_key], self._today)
        except slip.BadSlip:
            raise forms.ValidationError(
                _("There is a typing mistake. Look at the slip again.")
            ) from None


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


class VenueForm(forms.Form):
    """A licensed business; there is no field for a person, and none for an address."""

    name = forms.CharField(
        label=_("Name of the business"),
        help_text=_("As in the licence, at most 32 characters. Never a person's name."),
        error_messages={"required": _("Fill in the name of the business.")},
    )
    licence = forms.CharField(
        label=_("Number of the licence"),
        help_text=_("At most 12 letters and digits."),
        error_messages={"required": _("Fill in the number of the licence.")},
    )
    colours = forms.TypedChoiceField(
        label=_("Which passes count here"),
        choices=COLOURS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose which passes count here.")
        ),
    )
    until = forms.DateField(
        label=_("Licence until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Fill in a date, such as 31-12-2027.")
        ),
    )
    is_business = forms.BooleanField(
        label=_("This is a business, not a home"),
        error_messages={"required": _("Tick this. A home is never a venue.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not badge.name_fits(name):
            raise forms.ValidationError(_("That name is too long for the badge."))
        return name

    def clean_licence(self) -> str:
        licence = str(self.cleaned_data["licence"])
        if not badge.licence_fits(licence):
            raise forms.ValidationError(
                _("At most 12 plain letters, digits and signs fit in the badge.")
            )
        return licence

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self._today:
            raise forms.ValidationError(_("That day is past. A licence must be valid."))
        if until.year > self._today.year + 20:
            raise forms.ValidationError(_("That day is too far ahead."))
        return until
