"""The colleague of the other role says with an own factor: I was here too."""

from django import forms
from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext_lazy as _

from staff.models import Member
from staff.roles import Role


class ColleagueForm(forms.Form):
    """Choose the own name, prove the own password; nothing of it is kept."""

    colleague = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=_("Your name"),
        empty_label=_("Choose your name"),
        error_messages={
            "required": _("Choose your name."),
            "invalid_choice": _("Choose your name."),
        },
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        error_messages={"required": _("Type your own password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, role: Role, without: int, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as is
        members = Member.objects.colleagues(role, without=without)
        choice = self.fields["colleague"]
        choice.queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField
        choice.label_from_instance = (  # type: ignore[attr-defined]  # the same
            lambda member: member.first_name or member.username
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        colleague, password = cleaned.get("colleague"), cleaned.get("password")
        if colleague and password and not check_password(password, colleague.password):
            self.add_error("password", _("That password is not right. Try again."))
        return cleaned
