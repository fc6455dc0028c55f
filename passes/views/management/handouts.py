"""For operators: the wall poster, and cards to practise with."""

from datetime import date
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from passes import card, expiry, keys, specimen, token
from passes import poster as sheet


@require_safe
def for_operators(request: HttpRequest) -> HttpResponse:
    """Show what there is to print, and what is missing for it."""
    context = {
        "trouble": _trouble(),
        "check": f"{settings.PUBLIC_URL}/pas-check/",
    }
    return render(request, "management/for_operators.html", context)


@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    try:
        cards = _cards()
    except keys.KeyTrouble:
        return _not_now(request)
    policy = settings.MUNICIPALITY
    codes = policy.languages.staff
    until = policy.pass_.legacy_day
    town = _voice(codes[0])("Municipality of %(name)s")
    facts = sheet.Facts(
        town=town % {"name": policy.municipality.name},
        phone=policy.municipality.phone,
        host=settings.PUBLIC_URL.partition("://")[2],
        legacy_until=[_day(until, code) for code in codes] if until else [],
    )
    workers = [_voice(code) for code in policy.languages.worker]
    body = sheet.draw(facts, cards, workers, [_voice(code) for code in codes])
    return _document(body, "poster.pdf")


@require_safe
def specimen_white(request: HttpRequest) -> HttpResponse:
    return _specimen(request, token.WHITE, "voorbeeld-wit.pdf")


@require_safe
def specimen_green(request: HttpRequest) -> HttpResponse:
    return _specimen(request, token.GREEN, "voorbeeld-groen.pdf")


def _specimen(request: HttpRequest, colour: str, name: str) -> HttpResponse:
    try:
        cards = _cards()
    except keys.KeyTrouble:
        return _not_now(request)
    text = cards.texts[0]
    body = card.draw_specimen(text, colour, cards.last_day, cards.rounding)
    return _document(body, name)


def _cards() -> sheet.Cards:
    """Return new practice cards, good for as long as a pass; or raise a `KeyTrouble`."""
    policy, today = settings.MUNICIPALITY.pass_, timezone.localdate()
    key = keys.read(settings.KEYS_DIR).signing("specimen", today)
    last_day = expiry.last_valid_day(
        today, policy.validity_months, policy.expiry_rounding
    )
    white, green = (
        specimen.text(key, last_day, token.PassId(token_bytes(8))) for _ in range(2)
    )
    return sheet.Cards((white, green), last_day, policy.expiry_rounding)


def _not_now(request: HttpRequest) -> HttpResponse:
    response = for_operators(request)  # it says what is missing
    response.status_code = 503
    return response


def _trouble() -> str:
    """Return what stops a practice card, in words, or nothing."""
    try:
        keys.read(settings.KEYS_DIR).signing("specimen", timezone.localdate())
    except keys.KeyTrouble as trouble:
        return str(trouble)
    return ""


def _voice(code: str) -> sheet.Voice:
    def say(words: str) -> str:
        with translation.override(code):
            return gettext(words)

    return say


def _day(day: date, code: str) -> str:
    with translation.override(code):
        return formats.date_format(day, "j F Y")


def _document(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
