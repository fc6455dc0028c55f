"""Forms of a booking: a time, a language for the talk, a code.

There is no field for a name, a telephone number or a word of one's own.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scheduling import codes
from scheduling.codes import BadCode, Code, WrongLength

LAST_SLOT = 2**32 - 1  # what a ticket can hold
RATHER_NOT, ANOTHER = "none", "more"


class TimeForm(forms.Form):
    time = forms.IntegerField(
        min_value=1,
        max_value=LAST_SLOT,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Choose a time first."),
        ),
    )


class LanguageForm(forms.Form):
    """A language of the page or the staff, or `more` and one of the others."""

    UNKNOWN = _("Choose a language from the list.")

    def __init__(
        self, *args: Any, spoken: list[str], interpreted: list[str], **kwargs: Any
    ) -> None:
        """`spoken` are the radio buttons, the first one preselected."""
        super().__init__(*args, **kwargs)
        self.spoken, self.interpreted = spoken, interpreted
        self.fields["language"] = self._choice([*spoken, ANOTHER, RATHER_NOT])
        self.fields["language"].initial = spoken[0]
        self.fields["other"] = self._choice(interpreted)

    def clean(self) -> dict[str, Any]:
        """Set `wanted`: what a booking keeps, empty for no interpreter."""
        language = self.cleaned_data.get("language", "")
        other = self.cleaned_data.get("other", "")
        if language == ANOTHER and not other and "other" not in self.errors:
            self.add_error("other", self.UNKNOWN)
        # The preselected button is no choice; a language picked from the list is.
        picked = language in ("", ANOTHER, self.spoken[0])
        wanted = other if picked and other else language
        self.cleaned_data["wanted"] = "" if wanted == RATHER_NOT else wanted
        return self.cleaned_data

    def _choice(self, values: list[str]) -> forms.ChoiceField:
        return forms.ChoiceField(
            required=False,
            choices=[(value, value) for value in values],
            error_messages={"invalid_choice": self.UNKNOWN},
        )


class CodeField(forms.Field):
    """Gives a Code: digits of any script, with anything between them."""

    def to_python(self, value: Any) -> Code:
        try:
            return codes.normalise(str(value or ""))
        except WrongLength as error:
            if not error.digits:
                words = _("Enter your code. It has 16 digits.")
                raise forms.ValidationError(words, code="required") from None
            raise forms.ValidationError(
                _("The code has 16 digits. You have %(digits)s."),
                code="length",
                params={"digits": error.digits},
            ) from None
        except BadCode:
            raise forms.ValidationError(
                _("There is a typing mistake. The code has 16 digits."),
                code="check_digit",
            ) from None


class CodeForm(forms.Form):
    c = CodeField()


class InterpreterForm(forms.Form):
    slot = forms.IntegerField(min_value=1, max_value=LAST_SLOT)
    ready = forms.BooleanField(required=False)


class SlotForm(forms.Form):
    slot = forms.IntegerField(min_value=1, max_value=LAST_SLOT)


class SessionForm(forms.Form):
    session = forms.IntegerField(min_value=1, max_value=LAST_SLOT)


class ClaimForm(forms.Form):
    claim = forms.IntegerField(min_value=1, max_value=LAST_SLOT)


class ReleaseForm(forms.Form):
    """The first and the last clock hour of a burst, and how many were made in it."""

    count = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LAST_SLOT,
        error_messages={"invalid": _("Type a number.")},
    )

    def __init__(
        self, *args: Any, hours: list[tuple[int, datetime]], **kwargs: Any
    ) -> None:
        """`hours` are (clock hours since 1970, that moment), the latest first."""
        super().__init__(*args, **kwargs)
        self.hours = hours
        for name in ("first", "last"):
            self.fields[name] = forms.TypedChoiceField(
                choices=[(count, count) for count, _moment in hours],
                coerce=int,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("Choose an hour from the list.")
                ),
            )

    @property
    def edges(self) -> list[forms.BoundField]:
        """The two fields that say from when to when."""
        return [self["first"], self["last"]]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first is not None and last is not None and last < first:
            self.add_error("last", _("The last hour comes before the first one."))
        return self.cleaned_data
