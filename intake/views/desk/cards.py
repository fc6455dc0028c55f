"""The card: guards, one photo in memory, one count, one signed PDF; kept nowhere."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from intake import checklist
from intake.storage import asked, ticks
from intake.views.desk import nonce
from intake.views.desk.pair import is_confirmed
from passes import card as face
from passes import files, issue, keys, photo
from passes.expiry import last_valid_day
from passes.models import COUNTED, NoLine, Publication, Unconfirmed, ValidityCount
from passes.token import GREEN, WHITE
from scheduling.models import Session
from staff.middleware import TALK
from staff.storage import SessionStore

LETTERS = {"white": WHITE, "green": GREEN}


class Refused(Exception):
    """No card now: what the page says, and where to go: "decision", "colleague" or "".

    The status of the answer is 409.
    """

    def __init__(self, words: str, go_to: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.go_to = go_to


@dataclass(frozen=True)
class Wanted:
    """The pass that was decided on; `colour` is the token's letter."""

    nonce: issue.Nonce
    colour: str
    last_day: date

    @property
    def digest(self) -> issue.Digest:
        return issue.digest(self.nonce, self.colour, self.last_day)


def last_day_from(today: date) -> date:
    """Return until when a pass decided on `today` is good."""
    policy = settings.MUNICIPALITY.pass_
    return last_valid_day(today, policy.validity_months, policy.expiry_rounding)


def wanted(request: HttpRequest) -> Wanted | None:
    """Return the pass that the decision gives; None before it, and for *not yet*."""
    given = checklist.decision(ticks(request.session))
    decided = nonce.read(request)
    if decided is None or not given.gives_pass:
        return None
    return Wanted(decided.nonce, LETTERS[given.colour], last_day_from(decided.today))


def is_counted(request: HttpRequest, pass_: Wanted | None) -> bool:
    """Return whether this interview has counted the pass: then a print is a reprint."""
    counted = request.session.get(COUNTED, [])
    return pass_ is not None and pass_.digest.hex() in counted


def guarded(request: HttpRequest, now: datetime) -> Wanted:
    """Return the pass that may be printed now, or raise `Refused`; reads only."""
    if TALK not in request.session:
        raise Refused(gone_words())
    pass_, given = wanted(request), ticks(request.session)
    if pass_ is None:
        raise Refused(_("First decide: give the pass, and its colour."), "decision")
    if checklist.missing(asked(), given) and not checklist.decision(given).is_discussed:
        words = _("Papers are still open. Tick that you have discussed this.")
        raise Refused(words, "decision")
    if is_counted(request, pass_):
        return pass_
    if not is_confirmed(request, now):
        raise Refused(unconfirmed_words(), "colleague")
    if not settings.MUNICIPALITY.demo and not _is_hour_today(now):
        raise Refused(_("There is no consultation hour today: no pass is made."))
    return pass_


@require_POST
@sensitive_post_parameters()
def card(request: HttpRequest) -> HttpResponse:
    """Answer the photo with the card; the same interview gets the same pass again."""
    now = timezone.now()
    try:
        pass_ = guarded(request, now)
        picture = _picture(request)
        maker = make_ready(pass_.last_day, now)
        ValidityCount.objects.add_once(
            cast(SessionStore, request.session),
            pass_.digest,
            pass_.last_day,
            pass_.colour,
        )
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

    pdf = face.draw(
        maker.text(pass_.nonce, pass_.colour),
        pass_.colour,
        pass_.last_day,
        picture,
        settings.MUNICIPALITY.pass_.expiry_rounding,
    )
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="pas.pdf"',
            "Cache-Control": "no-store",
        },
    )


@require_POST
def card_destroyed(request: HttpRequest) -> HttpResponse:
    """Take back the count of a card that was cut up; the next one gets a new nonce."""
    pass_ = wanted(request)
    if pass_ is not None:
        # The sign-in or the slip key has just gone: the count stays.
        with suppress(NoLine, Unconfirmed, keys.KeyTrouble):
            ValidityCount.objects.void(
                cast(SessionStore, request.session),
                pass_.digest,
                pass_.last_day,
                pass_.colour,
                issue.pass_id(
                    keys.read(settings.KEYS_DIR).slip,
                    pass_.nonce,
                    pass_.colour,
                    pass_.last_day,
                ),
            )
    response = redirect("desk:interview", step=checklist.DECISION)
    nonce.clear(response)
    return response


def make_ready(last_day: date, now: datetime) -> issue.Maker:
    """Return the keys for a pass decided now; raises a `KeyTrouble` that says what to do."""
    if timezone.localdate(now) < settings.BUILD_DATE:
        raise keys.NotInstalled("The clock of this server is wrong. Set it first.")
    roots = [bytes.fromhex(one) for one in settings.MUNICIPALITY.pass_.roots]
    try:
        known = files.read_key_list(
            Publication.objects.body(Publication.KEYS) or b"", roots
        )
    except files.BadList:
        raise keys.NotInstalled(
            "No signed key list is installed. Sign one with the root and install it."
        ) from None
    return issue.ready(keys.read(settings.KEYS_DIR), known, last_day, now)


def trouble_words(trouble: keys.KeyTrouble) -> str:
    """Return what the desk can do, and in English what the administrator needs to know."""
    advice = _("No pass can be made now. Call the administrator and read this out:")
    return f"{advice} {trouble}"


def unconfirmed_words() -> str:
    return _("Your colleague of the other role confirms first.")


def no_line_words() -> str:
    advice = _("No pass can be made now. Call the administrator and read this out:")
    return f"{advice} The validity log has no line for this month: run manage.py tick."


def _is_hour_today(now: datetime) -> bool:
    today = Session.objects.filter(date=timezone.localdate(now), status="open")
    return today.exists()


def _picture(request: HttpRequest) -> bytes:
    if request.content_type != "image/jpeg":
        raise photo.BadPhoto("not_a_photo")
    return photo.rebuild(request.body)


def gone_words() -> str:
    return _("The interview is gone. Tick again. The visitor need not repeat anything.")


def _words(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
