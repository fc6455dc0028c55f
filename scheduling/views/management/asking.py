"""Every change asks once, in a sentence with the number that it touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from scheduling.models.timetable import Context


@dataclass(frozen=True)
class Question:
    """What is about to happen; `count` is how many appointments it touches."""

    title: str
    sentences: list[str]
    button: str
    back: str
    count: int


def is_sure(request: HttpRequest, question: Question) -> bool:
    """Return whether the person said yes to this very number.

    When somebody books between the question and the answer, it is asked once more.
    """
    return request.POST.get("seen") == str(question.count)


def ask(
    request: HttpRequest, question: Question, names: Iterable[str] = ()
) -> HttpResponse:
    """Show the question; the answer brings along the posted fields `names`."""
    posted = [(name, one) for name in names for one in request.POST.getlist(name)]
    context = {"question": question, "posted": posted}
    return render(request, "management/sure.html", context)


def now_and_chance() -> Context:
    """Return what the verbs of the timetable need from outside."""
    return Context(
        now=timezone.now(),
        hour=settings.MUNICIPALITY.hour,
        moments=settings.MUNICIPALITY.waiting,
        random=token_bytes(16),
    )
