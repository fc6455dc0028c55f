"""Enrolment of a phone for the pass check: one address that shows the page and answers it.

The page asks twice: for whom the invitation is, and then, with a key that it has made, for a
badge. The secret of the invitation stands in the fragment of the address and comes here in a
body alone.
"""

from base64 import b64decode, urlsafe_b64encode
from datetime import datetime
from secrets import token_bytes

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from passes import keys
from passes.badge import SECRET_SIZE
from passes.models import (
    BadProof,
    Device,
    Invitation,
    Publication,
    SpentInvitation,
    Venue,
)
from staff.audit import Action
from staff.models import AuditEntry


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@csp_replace({"trusted-types": ["app"]})
def enrol_phone(request: HttpRequest) -> HttpResponse:
    """Show the one page that registers the service worker, and answer what it asks."""
    if request.method == "POST":
        return _answer(request.POST, timezone.now())
    roots = " ".join(settings.MUNICIPALITY.pass_.roots)
    return render(request, "enrol/enrol_phone.html", {"roots": roots})


def _answer(asked: QueryDict, now: datetime) -> HttpResponse:
    """Return JSON: the venue, or badge and key list. 410: the invitation is good no more."""
    if "demo" in asked:
        return _invite_itself(now)
    try:
        secret = _bytes(asked.get("secret", ""))
        if "public" not in asked:
            return JsonResponse({"venue": _venue(secret, now)})
        public = _bytes(asked.get("public", ""))
        proof = _bytes(asked.get("signature", ""))
        return JsonResponse(_enrolled(secret, public, proof, now))
    except (ValueError, BadProof):
        return JsonResponse({}, status=400)
    except SpentInvitation:
        return JsonResponse({}, status=410)
    except keys.KeyTrouble:
        return JsonResponse({}, status=503)


def _invite_itself(now: datetime) -> HttpResponse:
    """In a demonstration, and only there, a phone needs nobody who invites it."""
    venue = Venue.objects.order_by("pk").first()
    if not settings.MUNICIPALITY.demo or venue is None:
        return JsonResponse({}, status=404)
    secret = token_bytes(SECRET_SIZE)
    venue.invite(secret, now)
    return JsonResponse({"secret": _text(secret)})


def _venue(secret: bytes, now: datetime) -> str:
    found = Invitation.objects.of(secret, now)
    if found is None or found.used:
        raise SpentInvitation
    return found.venue.name


def _enrolled(
    secret: bytes, public: bytes, proof: bytes, now: datetime
) -> dict[str, str]:
    pinned = settings.MUNICIPALITY.pass_.pinned
    ring = keys.read(settings.KEYS_DIR)
    key = keys.current(ring, Publication.objects.key_list(pinned), "badge", now)
    known = Device.objects.filter(public_key=public, withdrawn=False)
    before = known.first()
    badge = Device.objects.enrol(secret, public, proof, now=now, key=key)
    device = known.get()
    if device != before:
        name = f"device-{device.pk}"
        AuditEntry.objects.record(
            Action.DEVICE_ENROLLED, actor=None, now=now, name=name
        )
    body = Publication.objects.body(Publication.KEYS) or b""
    return {"badge": _text(badge), "keys": _text(body)}


def _bytes(text: str) -> bytes:
    """Read base64url without padding; ValueError on anything else."""
    return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _text(body: bytes) -> str:
    return urlsafe_b64encode(body).decode().rstrip("=")
