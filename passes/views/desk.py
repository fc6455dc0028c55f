"""A card is read at the desk: to renew it, or to make it invalid with both roles."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from passes import keys
from passes.forms.found import FoundForm
from passes.models import Publication, Withdrawn
from staff.audit import Action
from staff.forms import ColleagueForm
from staff.models import AuditEntry
from staff.roles import Role, other_role

CAMERA = "camera=(self), geolocation=(), microphone=()"


def scanning() -> dict[str, str]:
    """Return what a page needs to read a card by itself: the signed key list and its roots."""
    body = Publication.objects.body(Publication.KEYS) or b""
    return {
        "key_list": b64encode(body).decode(),
        "roots": " ".join(settings.MUNICIPALITY.pass_.roots),
    }


@csp_update({"script-src": ["'self'", "'wasm-unsafe-eval'"]})
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw a card that was found, handed in or replaced; both roles, and no reason.

    409 until the colleague has confirmed; what was scanned or typed stays on the page.
    """
    now = timezone.now()
    colleague = _colleague(request)
    try:
        found = FoundForm(request.POST or None, **_known(now))
    except keys.KeyTrouble as trouble:
        broken = {"trouble": str(trouble)}
        return render(request, "desk/withdraw.html", broken, status=503)
    if request.method == "POST" and found.is_valid() and colleague.is_valid():
        card = found.cleaned_data["card"]
        Withdrawn.objects.withdraw(card.id, card.month, timezone.localdate(now))
        AuditEntry.objects.record(Action.CARDS_WITHDRAWN, actor=None, now=now)
        return redirect("desk:card-withdrawn")

    context = {"found": found, "colleague": colleague, **_beside(request)}
    status = 409 if request.method == "POST" else 200
    response = render(request, "desk/withdraw.html", context, status=status)
    response.headers["Permissions-Policy"] = CAMERA
    return response


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Say that the card no longer works from the next list on."""
    return render(request, "desk/withdrawn.html")


def _colleague(request: HttpRequest) -> ColleagueForm:
    me = request.user.pk or 0
    return ColleagueForm(request.POST or None, role=_needed(request), without=me)


def _needed(request: HttpRequest) -> Role:
    """Return the role that has to confirm; the address table lets only the pair in."""
    mine: Role = request.user.interview_role  # type: ignore[union-attr,assignment]
    return other_role(mine)


def _known(now: datetime) -> dict[str, Any]:
    """Return what tells our own cards and slips; raises a `KeyTrouble`."""
    pinned = settings.MUNICIPALITY.pass_.pinned
    return {
        "by_kid": Publication.objects.key_list(pinned).by_kid(),
        "slip_keys": keys.read(settings.KEYS_DIR).slips,
        "today": timezone.localdate(now),
    }


def _beside(request: HttpRequest) -> dict[str, str]:
    policy = settings.MUNICIPALITY.interview
    labels = {Role.GGD: policy.health_label, Role.OOV: policy.order_label}
    return {"role": labels[_needed(request)], **scanning()}
