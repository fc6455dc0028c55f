"""For who has a pass: it is lost, or it ends soon."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from passes import keyfiles
from passes.forms.slip import SlipForm
from passes.models import Withdrawn


@login_not_required
@csrf_exempt
@require_safe
def lost_anywhere(request: HttpRequest) -> HttpResponse:
    """Lead from the slip's address to the page in the browser's language.

    The slip's code stands behind a `#`: the browser takes it along and never sends it.
    """
    known = settings.MUNICIPALITY.languages.worker
    code = get_language_from_request(request)
    with translation.override(code if code in known else known[0]):
        return HttpResponseRedirect(reverse("worker:lost-pass"))


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def lost_pass(request: HttpRequest) -> HttpResponse:
    """Withdraw the pass of a slip; each genuine code gets one and the same answer."""
    today = timezone.localdate()
    context: dict[str, Any] = {}
    try:
        key = keyfiles.slip_key(settings.KEYS_DIR)
        context["form"] = form = SlipForm(
            request.POST or None, slip_key=key, today=today
        )
        if form.is_valid():
            found = form.cleaned_data["c"]
            Withdrawn.objects.withdraw(found.id, found.month, today)
            context = {"is_done": True}
    except (keyfiles.KeyTrouble, OperationalError):
        context["is_refused"] = True
        return render(request, "worker/lost_pass.html", context, status=503)
    return render(request, "worker/lost_pass.html", context)


@login_not_required
@csrf_exempt
@require_safe
def renew(request: HttpRequest) -> HttpResponse:
    """Say how to get the next pass; the reminder is made in the browser."""
    return render(request, "worker/renew.html")
