"""What a code stands for that a caller reads out: its time, moving, cancelling.

Staff cannot search for a code, and none is shown here that was not typed.
"""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scheduling import rounds
from scheduling.codes import Code
from scheduling.forms import CodeForm, TimeForm
from scheduling.models import Claim, Waiting
from scheduling.models.lookup import Found, look_up
from scheduling.refusals import Late, Lost, OfferOver, UnknownCode
from scheduling.views import given, pages
from scheduling.views.desk import rows
from scheduling.views.desk.booking import each_time_once

Answer = Callable[[Code, Found], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def find_code(request: HttpRequest) -> HttpResponse:
    """Show the time of a code and its row in the list of that day."""
    if request.method != "POST":
        return _ask(request, CodeForm())
    return _with_code(request, partial(_found, request))


@require_POST
def move_caller(request: HttpRequest) -> HttpResponse:
    """Offer every free time, then move there; the caller keeps the code."""

    def moved(code: Code, found: Found) -> HttpResponse:
        form = TimeForm(request.POST if "go" in request.POST else None)
        if found.claim is None:
            return _found(request, code, found)
        if not form.is_valid():
            return _other_times(request, form, code)
        try:
            to = form.cleaned_data["time"]
            claim = Claim.seats.move_for_caller(code, to, **given.moving())
        except Late:
            return _found(request, code, _look_up(code))
        except Lost:
            return _other_times(request, form, code, is_lost=True)
        found = Found(found.state, claim=claim)
        return _found(request, code, found, news=_("The appointment is moved."))

    return _with_code(request, moved)


@require_POST
def cancel_caller(request: HttpRequest) -> HttpResponse:
    """Ask once, then cancel."""

    def cancelled(code: Code, found: Found) -> HttpResponse:
        if found.claim is None or found.claim.has_started(timezone.now()):
            return _found(request, code, found)
        if "go" not in request.POST:
            context = {"code": code, "slot": found.claim.slot}
            return render(request, "desk/cancel_caller.html", context)
        Claim.objects.cancel(code, **given.freeing())
        return _ask(request, CodeForm(), news=_("The appointment is cancelled."))

    return _with_code(request, cancelled)


@require_POST
def entry_of_caller(request: HttpRequest) -> HttpResponse:
    """Take or skip an offer, or leave the list, for who reads out a code."""

    def answered(code: Code, found: Found) -> HttpResponse:
        act = request.POST.get("act")
        try:
            if act == "take":
                Waiting.objects.accept(code, **given.answering())
            elif act == "skip":
                Waiting.objects.skip(code, **given.freeing())
            elif act == "leave":
                Waiting.objects.leave(code, **given.freeing())
                return _ask(request, CodeForm(), news=_("Taken off the waiting list."))
        except OfferOver:
            news = _("That offer is over.")
            return _found(request, code, _look_up(code), news=news)
        return _found(request, code, _look_up(code))

    return _with_code(request, answered)


def _with_code(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Answer for the posted code; else ask for it, with what is wrong beside it."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    code: Code = form.cleaned_data["c"]
    try:
        return answer(code, _look_up(code))
    except (UnknownCode, Late):  # perhaps closed or cancelled at this very moment
        form.add_error("c", _("No appointment with this code."))
        return _ask(request, form)


def _look_up(code: Code) -> Found:
    return look_up(code, keys=given.booking_keys(), now=timezone.now())


def _ask(request: HttpRequest, form: CodeForm, *, news: str = "") -> HttpResponse:
    return render(request, "desk/find_code.html", {"form": form, "news": news})


def _found(
    request: HttpRequest, code: Code, found: Found, *, news: str = ""
) -> HttpResponse:
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    slot = found.claim.slot if found.claim else None
    context = {
        "code": code,
        "found": found,
        "slot": slot,
        "offer": found.entry.offer if found.entry else None,
        "rows": rows.of_day(slot.date, now=now, hour=hour) if slot else [],
        "is_over": found.claim is not None and found.claim.has_started(now),
        "next": rounds.next_moment(now, settings.MUNICIPALITY.waiting.times),
        "news": news,
    }
    return render(request, "desk/code_found.html", context)


def _other_times(
    request: HttpRequest, form: TimeForm, code: Code, *, is_lost: bool = False
) -> HttpResponse:
    lost = form.cleaned_data["time"] if is_lost else None
    free = each_time_once()
    context = {
        "time": form,
        "code": code,
        "days": pages.by_day(free),
        "chosen": pages.next_after(free, lost) if lost else None,
        "problem": _("That time has just gone. The old one stands.") if is_lost else "",
    }
    status = 409 if is_lost else 200
    return render(request, "desk/move_caller.html", context, status=status)
