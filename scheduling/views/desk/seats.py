"""Seats: who just comes, a talk that runs over, who did not come or came after all."""

from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from scheduling.forms import ClaimForm, LanguageForm, SessionForm, SlotForm
from scheduling.models import Claim
from scheduling.refusals import Closed, Gone, Lost, SessionFull, Taken, TooEarly
from scheduling.views import pages
from scheduling.views.desk.day import day_page, to_row


@require_POST
def walk_in(request: HttpRequest) -> HttpResponse:
    """Ask for the language, then seat somebody who comes without an appointment.

    Gives a waiting number and no code. The second press of one form seats nobody: it
    carries how many had been seated before.
    """
    session = SessionForm(request.POST)
    if not session.is_valid():
        return redirect("desk:today")
    number = session.cleaned_data["session"]
    form = pages.language_form(request.POST if "go" in request.POST else None)
    seated = str(Claim.seats.filter(kind="walk_in", slot__session=number).count())
    if not form.is_valid():
        return _ask(request, form, number, seated)
    if request.POST.get("seated") != seated:
        return redirect("desk:today")

    try:
        claim = Claim.seats.seat_walk_in(
            number,
            form.cleaned_data["wanted"],
            now=timezone.now(),
            random=token_bytes(16),
        )
    except SessionFull:
        return _problem(request, _("No seat is left today."))
    return to_row(claim.seat.pk)


@require_POST
def unseat(request: HttpRequest) -> HttpResponse:
    """Take back a walk-in: seated by mistake, or gone again."""
    form = ClaimForm(request.POST)
    if form.is_valid():
        Claim.seats.unseat(form.cleaned_data["claim"], random=token_bytes(16))
    return redirect("desk:today")


@require_POST
def block(request: HttpRequest) -> HttpResponse:
    """Keep a free time empty: the talk before it runs over."""
    form = SlotForm(request.POST)
    if not form.is_valid():
        return redirect("desk:today")
    slot_id = form.cleaned_data["slot"]
    try:
        Claim.seats.block(slot_id, now=timezone.now(), random=token_bytes(16))
    except (Taken, Closed, Gone):
        return _problem(request, _("That time is not free any more."))
    return to_row(slot_id)


@require_POST
def unblock(request: HttpRequest) -> HttpResponse:
    form = SlotForm(request.POST)
    if not form.is_valid():
        return redirect("desk:today")
    Claim.seats.unblock(form.cleaned_data["slot"], random=token_bytes(16))
    return to_row(form.cleaned_data["slot"])


@require_POST
def not_come(request: HttpRequest) -> HttpResponse:
    """Release the seat; the code still says: late? come anyway."""
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return redirect("desk:today")
    try:
        Claim.seats.not_come(
            form.cleaned_data["claim"],
            hour=settings.MUNICIPALITY.hour,
            now=timezone.now(),
            random=token_bytes(16),
        )
    except TooEarly:
        return _problem(request, _("It is too early: somebody may still come."))
    except Lost:
        return _problem(request, _("That appointment is not there any more."))
    return redirect("desk:today")


@require_POST
def came_after_all(request: HttpRequest) -> HttpResponse:
    """Seat somebody who is late at the first seat that is free."""
    form, session = ClaimForm(request.POST), SessionForm(request.POST)
    if not (form.is_valid() and session.is_valid()):
        return redirect("desk:today")
    try:
        claim = Claim.seats.came_after_all(
            form.cleaned_data["claim"],
            session.cleaned_data["session"],
            now=timezone.now(),
            random=token_bytes(16),
        )
    except SessionFull:
        return _problem(request, _("No seat is left today."))
    except Lost:
        return _problem(request, _("That appointment is not there any more."))
    return to_row(claim.seat.pk)


def _ask(
    request: HttpRequest, form: LanguageForm, session: int, seated: str
) -> HttpResponse:
    context = {"form": form, "session": session, "seated": seated}
    return render(request, "desk/walk_in.html", context)


def _problem(request: HttpRequest, words: str) -> HttpResponse:
    return day_page(request, problem=words, status=409)
