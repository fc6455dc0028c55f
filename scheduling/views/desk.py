"""The list of the day: times, waiting numbers, languages. Nothing about a talk."""

from secrets import token_bytes

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scheduling.forms import InterpreterForm
from scheduling.models import Session, Slot
from scheduling.models.sessions import OPEN


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    date = timezone.localdate()
    slots = Slot.objects.day(date)
    upcoming = Session.objects.filter(date__gt=date, status=OPEN)
    context = {
        "date": date,
        "slots": slots,
        "is_nobody_booked": all(slot.booking is None for slot in slots),
        "next_hour": None if slots else upcoming.order_by("date", "start").first(),
    }
    return render(request, "desk/today.html", context)


@require_POST
def interpreter(request: HttpRequest) -> HttpResponse:
    """Note that an interpreter is arranged for a time, or no longer is."""
    form = InterpreterForm(request.POST)
    if form.is_valid():
        Slot.objects.mark_interpreter(
            form.cleaned_data["slot"],
            is_ready=form.cleaned_data["ready"],
            random=token_bytes(16),
        )
    return redirect("desk:today")
