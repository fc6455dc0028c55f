"""What a print asks before anything is counted: talk, decision, papers, pair, hour, keys."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from intake import checklist
from intake.storage import asked, ticks
from intake.views.desk import nonce
from intake.views.desk.pair import is_confirmed
from passes import issue, keys
from passes.expiry import last_valid_day, renewed_until
from passes.models import COUNTED, Publication
from passes.token import GREEN, WHITE
from scheduling.models import Session
from staff.middleware import TALK

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


def last_day_from(today: date, old_card: str = "") -> date:
    """Return until when a pass decided on `today` is good.

    `old_card` is the last valid day of the card that it follows, as 2028-11-30, or "".
    """
    policy = settings.MUNICIPALITY.pass_
    months, rounding = policy.validity_months, policy.expiry_rounding
    if not old_card:
        return last_valid_day(today, months, rounding)
    weeks = settings.MUNICIPALITY.hour.horizon_weeks
    old = date.fromisoformat(old_card)
    return renewed_until(old, today, months, weeks, rounding)


def wanted(request: HttpRequest) -> Wanted | None:
    """Return the pass that the decision gives; None before it, and for *not yet*."""
    given = checklist.decision(ticks(request.session))
    decided = nonce.read(request)
    if decided is None or not given.gives_pass:
        return None
    last_day = last_day_from(decided.today, given.old_card)
    return Wanted(decided.nonce, LETTERS[given.colour], last_day)


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


def make_ready(last_day: date, now: datetime) -> issue.Maker:
    """Return the keys for a pass decided now; raises a `KeyTrouble` that says what to do."""
    if timezone.localdate(now) < settings.BUILD_DATE:
        raise keys.NotInstalled("The clock of this server is wrong. Set it first.")
    known = Publication.objects.key_list(settings.MUNICIPALITY.pass_.pinned)
    return issue.ready(keys.read(settings.KEYS_DIR), known, last_day, now)


def gone_words() -> str:
    return _("The interview is gone. Tick again. The visitor need not repeat anything.")


def unconfirmed_words() -> str:
    return _("Your colleague of the other role confirms first.")


def trouble_words(trouble: keys.KeyTrouble) -> str:
    """Return what the desk can do, and in English what the administrator needs to know."""
    return f"{_call_words()} {trouble}"


def no_line_words() -> str:
    return f"{_call_words()} The validity log has no line for this month: run manage.py tick."


def _call_words() -> str:
    return _("No pass can be made now. Call the administrator and read this out:")


def _is_hour_today(now: datetime) -> bool:
    today = Session.objects.filter(date=timezone.localdate(now), status="open")
    return today.exists()
