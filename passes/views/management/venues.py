"""Venues: which businesses have a licence, and which phones check passes for them."""

from base64 import urlsafe_b64encode
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from passes import qrpath
from passes.badge import SECRET_SIZE
from passes.forms.venue import VenueForm
from passes.models import Device, Venue
from staff.audit import Action
from staff.models import AuditEntry, Member

FIELDS = ("name", "licence", "colours", "until")


@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """Show every venue with its phones."""
    found = Venue.objects.prefetch_related("devices").order_by("name", "pk")
    context = {"venues": list(found), "today": timezone.localdate()}
    return render(request, "management/venues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_venue(request: HttpRequest) -> HttpResponse:
    form = VenueForm(request.POST or None, today=timezone.localdate())
    if not form.is_valid():
        return render(request, "management/add_venue.html", {"form": form})
    venue = Venue.objects.create(**_fields(form))
    _record(request, Action.VENUE_MADE, f"venue-{venue.pk}")
    return redirect("management:venues")


@require_POST
def change_venue(request: HttpRequest) -> HttpResponse:
    """Show the venue as a form and how many phones it touches; then keep the change."""
    venue = _venue(request)
    asked = "go" in request.POST
    before = {name: getattr(venue, name) for name in FIELDS}
    form = VenueForm(
        request.POST if asked else None, initial=before, today=timezone.localdate()
    )
    if not form.is_valid():
        phones = venue.devices.filter(withdrawn=False).count()
        context = {"form": form, "venue": venue, "phones": phones}
        return render(request, "management/change_venue.html", context)
    venue.change(**_fields(form))
    _record(request, Action.VENUE_CHANGED, f"venue-{venue.pk}")
    return redirect("management:venues")


@require_POST
def invite_device(request: HttpRequest) -> HttpResponse:
    """Show an invitation once: the secret is in this answer and nowhere else."""
    venue, now = _venue(request), timezone.now()
    if venue.until < timezone.localdate(now):
        context = {"venue": venue, "is_over": True}
        return render(request, "management/invite_device.html", context, status=409)
    secret = token_bytes(SECRET_SIZE)
    invitation = venue.invite(secret, now)
    _record(request, Action.DEVICE_INVITED, f"venue-{venue.pk}")
    code = urlsafe_b64encode(secret).decode().rstrip("=")
    address = f"{settings.PUBLIC_URL}/pas-check/aanmelden#{code}"
    context = {
        "venue": venue,
        "until": invitation.until,
        "address": address,
        "picture": qrpath.draw(address),
    }
    return render(request, "management/invite_device.html", context)


@require_POST
def withdraw_device(request: HttpRequest) -> HttpResponse:
    """Ask once, then withdraw: the badge is refused as soon as the next list is out."""
    device = get_object_or_404(
        Device.objects.select_related("venue"), pk=_number(request, "device")
    )
    if "go" not in request.POST:
        return render(request, "management/withdraw_device.html", {"device": device})
    if not device.withdrawn:
        device.withdraw()
        _record(request, Action.DEVICE_WITHDRAWN, f"device-{device.pk}")
    return redirect("management:venues")


def _venue(request: HttpRequest) -> Venue:
    return get_object_or_404(Venue, pk=_number(request, "venue"))


def _number(request: HttpRequest, name: str) -> int:
    """Return a row's number from the form, 0 where none is: no row has it."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _fields(form: VenueForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FIELDS}


def _record(request: HttpRequest, action: Action, name: str) -> None:
    actor = request.user if isinstance(request.user, Member) else None
    AuditEntry.objects.record(action, actor=actor, now=timezone.now(), name=name)
