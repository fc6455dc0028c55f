"""Who is on duty: one or more of each side for every hour, and substitutes."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from scheduling.models import Duty, Session
from scheduling.models.slots import horizon
from staff.audit import Action
from staff.models import AuditEntry, Member
from staff.roles import Role

SIDES = (Role.GGD, Role.OOV)
CHOOSE = gettext_lazy("Choose a colleague of this side.")


class DutyForm(forms.Form):
    """A colleague of one side for one hour, first in line or as a substitute."""

    session = forms.IntegerField(min_value=1)
    side = forms.ChoiceField(choices=[(side.value, side.value) for side in SIDES])
    colleague = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE),
    )
    substitute = forms.BooleanField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as is
        side = self.data.get("side")
        if side in SIDES:
            members = Member.objects.colleagues(Role(side), without=0)
            self.fields["colleague"].queryset = members  # type: ignore[attr-defined]

    @property
    def role(self) -> str:
        side: str = self.cleaned_data["side"]
        return f"{side}_sub" if self.cleaned_data["substitute"] else side


@dataclass(frozen=True)
class Side:
    """One side of an hour: who is on, who stands by, who could be."""

    role: Role
    label: str
    duties: list[Duty]
    substitutes: list[Duty]
    colleagues: list[Member]
    is_missing: bool
    error: str


@require_safe
def rota(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_POST
def put_on_rota(request: HttpRequest) -> HttpResponse:
    form = DutyForm(request.POST)
    if not form.is_valid():
        return _show(request, refused=form)
    session = get_object_or_404(Session, pk=form.cleaned_data["session"])
    if session.date < timezone.localdate():
        form.add_error("colleague", _("This hour is over."))
        return _show(request, refused=form)
    Duty.objects.put(session.pk, form.role, form.cleaned_data["colleague"].pk)
    _note(request, session)
    return redirect("management:rota")


@require_POST
def take_off_rota(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Duty.objects.select_related("session"), pk=pk)
    Duty.objects.take_off(pk)
    _note(request, duty.session)
    return redirect("management:rota")


def _show(request: HttpRequest, *, refused: DutyForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    last = horizon(timezone.now(), settings.MUNICIPALITY.hour)
    sessions = list(Session.objects.month(today, last))
    missing = {gap.session.pk: gap.roles for gap in Duty.objects.gaps(today, last)}
    everybody = {
        side: list(Member.objects.colleagues(side, without=0)) for side in SIDES
    }
    duties = list(
        Duty.objects.filter(session__in=sessions).select_related("staff").order_by("pk")
    )
    hours = [
        (
            session,
            [
                _side(side, session, duties, everybody[side], missing, refused)
                for side in SIDES
            ],
        )
        for session in sessions
    ]
    trouble = refused and next(iter(refused.errors.values()))[0]
    context = {"hours": hours, "trouble": trouble, "ending": _ending(everybody, today)}
    return render(request, "management/rota.html", context)


def _side(
    side: Role,
    session: Session,
    duties: list[Duty],
    colleagues: list[Member],
    missing: dict[int, tuple[str, ...]],
    refused: DutyForm | None,
) -> Side:
    interview = settings.MUNICIPALITY.interview
    labels = {Role.GGD: interview.health_label, Role.OOV: interview.order_label}
    of_hour = [duty for duty in duties if duty.session_id == session.pk]
    is_here = refused is not None and (
        refused.data.get("session"),
        refused.data.get("side"),
    ) == (str(session.pk), side.value)
    return Side(
        role=side,
        label=labels[side],
        duties=[duty for duty in of_hour if duty.role == side.value],
        substitutes=[duty for duty in of_hour if duty.role == f"{side.value}_sub"],
        colleagues=colleagues,
        is_missing=side.value in missing.get(session.pk, ()),
        error=str(next(iter(refused.errors.values()))[0])
        if refused and is_here
        else "",
    )


def _ending(everybody: dict[Role, list[Member]], today: date) -> list[Member]:
    """Return who must renew course or screening within 60 days; a warning, no block."""
    members = {member.pk: member for side in SIDES for member in everybody[side]}
    return [member for member in members.values() if member.ends_soon(today)]


def _note(request: HttpRequest, session: Session) -> None:
    AuditEntry.objects.record(
        Action.ROTA_CHANGED,
        actor=request.user,
        now=timezone.now(),
        name=f"{session.date:%Y-%m-%d}",
    )
