"""Card and slip: the same guards, one count between them, one signed PDF each; kept nowhere."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from intake.views.desk import nonce
from intake.views.desk.guards import (
    Refused,
    Wanted,
    guarded,
    make_ready,
    no_line_words,
    trouble_words,
    unconfirmed_words,
    wanted,
)
from passes import card as face
from passes import issue, keys, photo, slip, slippaper
from passes.models import NoLine, Unconfirmed, ValidityCount, Withdrawn
from passes.token import PassId
from staff.storage import SessionStore

# What lies in the printer: `card`, or `a4-1` to `a4-10`; with `+back` on both sides.
STOCK = re.compile(r"(?:card|a4-(?P<place>[1-9]|10))(?P<back>\+back)?")


class Ended(Refused):
    """The pass of this decision has been withdrawn; the status of the answer is 409."""


Draw = Callable[[issue.Maker, Wanted], bytes]


@require_POST
@sensitive_post_parameters()
def card(request: HttpRequest) -> HttpResponse:
    """Answer the photo with the card; the same interview gets the same pass again."""
    return _issued(request, _card, "pas.pdf")


@require_POST
def keep_slip(request: HttpRequest) -> HttpResponse:
    """Answer with the slip of the same pass; whichever is printed first is counted."""
    return _issued(request, _slip, "strook.pdf")


@require_http_methods(["GET", "POST"])
def card_destroyed(request: HttpRequest) -> HttpResponse:
    """Withdraw a card that was cut up and take back its count; the next has a new nonce."""
    if request.method == "GET":
        return render(request, "desk/card_destroyed.html")

    pass_ = wanted(request)
    if pass_ is not None:
        # The sign-in or the slip key has just gone: the count stays.
        with suppress(NoLine, Unconfirmed, keys.KeyTrouble):
            _take_back(request, pass_)
    response = redirect("desk:card-destroyed")
    nonce.clear(response)
    return response


def _issued(
    request: HttpRequest, prepared: Callable[[HttpRequest], Draw], name: str
) -> HttpResponse:
    """Return the document, or the words that say why there is none.

    In this order, so that a failure never costs a count: guards, what came along, keys;
    then the count; then signing and drawing, which can be done again.
    """
    now = timezone.now()
    try:
        pass_ = guarded(request, now)
        draw = prepared(request)
        maker = make_ready(pass_.last_day, now)
        _refuse_withdrawn(maker.id(pass_.nonce, pass_.colour))
        ValidityCount.objects.add_once(
            cast(SessionStore, request.session),
            pass_.digest,
            pass_.last_day,
            pass_.colour,
        )
    except Ended as ended:
        answer = _words(409, ended.words)
        nonce.clear(answer)  # the next decision makes another pass
        return answer
    except Refused as refused:
        return _words(409, refused.words)
    except photo.BadPhoto as bad:
        return _words(bad.status, photo.words(bad.code, _))
    except keys.KeyTrouble as trouble:
        return _words(503, trouble_words(trouble))
    except NoLine:
        return _words(503, no_line_words())
    except Unconfirmed:
        return _words(409, unconfirmed_words())
    return _document(draw(maker, pass_), name)


def _card(request: HttpRequest) -> Draw:
    policy = settings.MUNICIPALITY.pass_
    stock = _stock(request.headers.get("X-Stock", "card"))
    if request.content_type != "image/jpeg":
        raise photo.BadPhoto("not_a_photo")
    picture = photo.rebuild(request.body)
    return lambda maker, pass_: face.draw(
        maker.text(pass_.nonce, pass_.colour),
        pass_.colour,
        pass_.last_day,
        picture,
        policy.expiry_rounding,
        stock,
    )


def _stock(wish: str) -> face.Stock:
    """Return what the page says lies in the printer; another word is no mistake: 400."""
    match = STOCK.fullmatch(wish)
    if match is None:
        raise SuspiciousOperation("not a stock")
    return face.Stock(
        place=int(match["place"] or 0),
        has_back=match["back"] is not None,
        return_address=settings.MUNICIPALITY.pass_.return_address,
    )


def _slip(request: HttpRequest) -> Draw:
    """Prepare the slip in Dutch and in the language of the talk, which nothing keeps."""
    language = request.POST.get("language", "nl")
    if language not in settings.MUNICIPALITY.languages.worker:
        raise SuspiciousOperation("not a language")
    return lambda maker, pass_: slippaper.draw(
        slip.grouped(maker.code(pass_.nonce, pass_.colour)),
        f"{settings.PUBLIC_URL}/strook",
        tuple(_said(one, pass_) for one in dict.fromkeys(("nl", language))),
    )


def _said(language: str, pass_: Wanted) -> slippaper.Words:
    policy = settings.MUNICIPALITY
    shape = "F Y" if policy.pass_.expiry_rounding == "month_end" else "j F Y"
    with translation.override(language):
        until = date_format(pass_.last_day, shape)
        return slippaper.words(_, until, policy.hour.horizon_weeks)


def _refuse_withdrawn(pass_id: PassId) -> None:
    """Refuse a pass that nobody would let in: its card was destroyed, or scanned to end it."""
    if Withdrawn.objects.filter(pk=pass_id.hex()).exists():
        raise Ended(_("That card was made invalid. Decide again: it gets a new one."))


def _take_back(request: HttpRequest, pass_: Wanted) -> None:
    slip_key = keys.read(settings.KEYS_DIR).slip
    ValidityCount.objects.void(
        cast(SessionStore, request.session),
        pass_.digest,
        pass_.last_day,
        pass_.colour,
        issue.pass_id(slip_key, pass_.nonce, pass_.colour, pass_.last_day),
    )


def _document(pdf: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _words(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
