"""The waiting list on the web: joining, an offer, leaving.

Nothing can be sent to who waits: the pages say when to look again.
"""

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from scheduling.codes import Code
from scheduling.forms import CodeForm
from scheduling.models import Miss, Waiting
from scheduling.models.lookup import Found
from scheduling.refusals import (
    ListFull,
    NotDisplaced,
    OfferOver,
    PageExpired,
    TicketRefused,
    TicketTooOld,
    UnknownCode,
)
from scheduling.views import given, pages, shown
from scheduling.views.guards import ask_code, find, unless_closed, with_code


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unless_closed
def join_list(request: HttpRequest) -> HttpResponse:
    """Say how the list works; then join it. The same form again shows the same code."""
    if request.method == "POST":
        return _joined(request)
    pages.refuse_closed()
    if pages.is_list_full():
        return _full(request)
    return pages.join(request, pages.language_form(None))


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
@with_code
def take_offer(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    """Make the offer an appointment; a second click shows that appointment."""
    try:
        claim = Waiting.objects.accept(code, **given.answering())
    except OfferOver:
        return shown.found(request, code, find(code))
    return shown.appointment(request, code, claim, news="booked")


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
@with_code
def skip_offer(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    with suppress(OfferOver):  # by itself: the page says so
        Waiting.objects.skip(code, **given.freeing())
    return shown.found(request, code, find(code))


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
def leave_list(request: HttpRequest) -> HttpResponse:
    """Ask once, then leave; a second click finds it left, which is the aim."""
    form = CodeForm(request.POST)
    if "go" not in request.POST or not form.is_valid():
        return with_code(_ask_leave)(request)
    code: Code = form.cleaned_data["c"]
    try:
        Waiting.objects.leave(code, **given.freeing())
    except UnknownCode:
        Miss.objects.add(timezone.now())
    return render(request, "worker/left.html")


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
@with_code
def wait_instead(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    """Put who lost a time at the front of the list, under the same code."""
    with suppress(NotDisplaced):  # held after all: the page shows the appointment
        Waiting.objects.wait_instead(code, **given.freeing())
    return shown.found(request, code, find(code))


def _joined(request: HttpRequest) -> HttpResponse:
    language = pages.language_form(request.POST)
    if not language.is_valid():
        return pages.join(request, language)
    ticket, wanted = request.POST.get("ticket", ""), language.cleaned_data["wanted"]
    try:
        joined = Waiting.objects.join(ticket, wanted, **given.booking())
    except TicketRefused:
        return pages.refused(request)
    except TicketTooOld:
        return pages.join(request, language, is_old=True)
    except PageExpired:
        return ask_code(request, CodeForm(), is_expired=True)
    except ListFull:
        return _full(request)
    return shown.joined(request, joined)


def _full(request: HttpRequest) -> HttpResponse:
    context = {
        "walk_ins": pages.walk_ins(timezone.now()),
        "is_refused": request.method == "POST",
    }
    return render(request, "worker/list_full.html", context, status=409)


def _ask_leave(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    if found.entry is None:
        return shown.found(request, code, found)
    return render(request, "worker/leave_list.html", {"code": code})
