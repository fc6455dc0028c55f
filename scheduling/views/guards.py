"""What stands before worker pages: a web that is closed for now, a code to be read."""

from collections.abc import Callable
from functools import wraps

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from scheduling.codes import Code
from scheduling.forms import CodeForm
from scheduling.models import Miss
from scheduling.models.lookup import Found, look_up
from scheduling.refusals import HourFull, Paused, UnknownCode
from scheduling.views import given, pages

View = Callable[[HttpRequest], HttpResponse]
CodeView = Callable[[HttpRequest, Code, Found], HttpResponse]

# The last step of booking and of joining: the same form gives the same code.
KEEPS_CODE = ("/vast", "/wachten")


def unless_closed(view: View) -> View:
    """Answer 503 with what to do instead: busy database, full hour, or pause."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except OperationalError:
            keeps_code = request.method == "POST" and request.path.endswith(KEEPS_CODE)
            context = {"keeps_code": keeps_code, "is_refused": True}
            return render(request, "worker/busy.html", context, status=503)
        except HourFull:
            return _closed(request, "worker/hour_full.html")
        except Paused:
            return _closed(request, "worker/paused.html")

    return answer


def with_code(view: CodeView) -> View:
    """Hand a view the posted code and what it stands for; else ask for the code."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return ask_code(request, form)
        code: Code = form.cleaned_data["c"]
        try:
            return view(request, code, find(code))
        except UnknownCode:
            return unknown(request, form)

    return answer


def find(code: Code) -> Found:
    return look_up(code, keys=given.booking_keys(), now=timezone.now())


def ask_code(
    request: HttpRequest, form: CodeForm, *, is_expired: bool = False
) -> HttpResponse:
    context = {"form": form, "is_expired": is_expired}
    return render(request, "worker/enter_code.html", context)


def unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Give the one answer for a code never made, cancelled or past; count it."""
    Miss.objects.add(timezone.now())
    context = {"form": form, "is_unknown": True, "is_refused": True}
    return render(request, "worker/enter_code.html", context)


def _closed(request: HttpRequest, template: str) -> HttpResponse:
    """Say kindly what else can be done; an error only for who has pressed."""
    context = {
        "walk_ins": pages.walk_ins(timezone.now()),
        "is_refused": request.method == "POST",
    }
    return render(request, template, context, status=503)
