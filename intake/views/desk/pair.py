"""The second person: a pass needs both roles, and who they were is not kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake import checklist
from passes.models import SECOND
from staff.forms import ColleagueForm
from staff.middleware import TALK
from staff.roles import Role, other_role

GOOD_FOR = timedelta(minutes=30)


def role_of(request: HttpRequest) -> Role:
    """Return the half of the pair that is signed in; the address table lets no other in."""
    role: Role = request.user.interview_role  # type: ignore[union-attr,assignment]
    return role


def labels() -> dict[Role, str]:
    """Return what this municipality calls the two roles."""
    policy = settings.MUNICIPALITY.interview
    return {Role.GGD: policy.health_label, Role.OOV: policy.order_label}


def is_confirmed(request: HttpRequest, now: datetime) -> bool:
    """Return whether a colleague of the other role confirmed and no pass used it up."""
    second = request.session.get(SECOND, {})
    role, until = second.get("role", ""), second.get("until", 0)
    return bool(role == other_role(role_of(request)) and until > now.timestamp())


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The colleague proves the own password; the session keeps a role and a time."""
    if TALK not in request.session:
        return redirect("desk:begin-interview")

    role, me = other_role(role_of(request)), request.user.pk or 0
    form = ColleagueForm(request.POST or None, role=role, without=me)
    if request.method == "POST" and form.is_valid():
        until = timezone.now() + GOOD_FOR
        request.session[SECOND] = {"role": role, "until": int(until.timestamp())}
        return redirect("desk:interview", step=checklist.PHOTO)
    return render(
        request,
        "desk/confirm.html",
        {
            "form": form,
            "role": labels()[role],
            "labels": [*labels().values()],
            "decision": checklist.DECISION,
        },
    )
