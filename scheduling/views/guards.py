"""What stands before worker pages: a database that is too busy, a code to be read."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from scheduling import keys
from scheduling.codes import Code
from scheduling.forms import CodeForm
from scheduling.models import Claim
from scheduling.refusals import UnknownCode

View = Callable[[HttpRequest], HttpResponse]
CodeView = Callable[[HttpRequest, Code, Claim], HttpResponse]


def unless_busy(view: View) -> View:
    """Answer 503 with what to do when the database does not come free in time."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except OperationalError:
            context = {"keeps_code": request.path.endswith("/vast"), "is_refused": True}
            return render(request, "worker/busy.html", context, status=503)

    return answer


def with_code(view: CodeView) -> View:
    """Hand a view the posted code and its claim; else ask for the code."""

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


def find(code: Code) -> Claim:
    booking_keys = keys.read(settings.KEYS_DIR)
    return Claim.objects.find(code, keys=booking_keys, now=timezone.now())


def ask_code(
    request: HttpRequest, form: CodeForm, *, is_expired: bool = False
) -> HttpResponse:
    context = {"form": form, "is_expired": is_expired}
    return render(request, "worker/enter_code.html", context)


def unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Give the one answer for a code never made, cancelled or past."""
    context = {"form": form, "is_unknown": True, "is_refused": True}
    return render(request, "worker/enter_code.html", context)
