"""The code of a keep-slip, typed by whoever lost a card."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passes import slip


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
