"""Default deny: a staff page opens to a signed-in member with a role of that page.

The only place that touches the session of a staff request before its view does.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.backends.base import UpdateError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import activate
from django.utils.translation.trans_real import parse_accept_lang_header

from staff.roles import Role

IDLE = timedelta(minutes=15)
IDLE_IN_A_TALK = timedelta(minutes=35)
LONGEST = timedelta(hours=4)
TALK = "wizard_interview"


class RoleMiddleware(LoginRequiredMiddleware):
    """Asks in this order: public? role on the page? signed in? in time? that role?

    The stock middleware asks for the user first, which would open the session on
    every public page (and answer `Vary: Cookie`).
    """

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True):
            return None
        roles: frozenset[Role] = getattr(view, "roles", frozenset())
        if not roles:
            raise Http404
        is_use = not getattr(view, "is_by_itself", False)
        if not request.user.is_authenticated or self._is_over(request, is_use=is_use):
            logout(request)
            return redirect(settings.LOGIN_URL)
        if not roles & request.user.roles:
            raise Http404
        activate(staff_language(request))
        return None

    def _is_over(self, request: HttpRequest, *, is_use: bool) -> bool:
        """Return whether the sign-in has run out; else note that it is in use.

        What the browser fetches by itself is no use: nobody need sit there.
        """
        now, session = timezone.now(), request.session
        idle = IDLE_IN_A_TALK if TALK in session else IDLE
        seen, since = session.get("seen_minute", 0), session.get("signed_in_at", 0)
        minute = minute_of(now)
        if minute - seen > idle.total_seconds() // 60:
            return True
        if minute - since > LONGEST.total_seconds() // 60:
            return True
        return is_use and minute != seen and not _note(request, minute)


def _note(request: HttpRequest, minute: int) -> bool:
    """Write that the sign-in is in use; return False where it has just ended.

    At once and not with the answer: a session kept in hand during the request would
    write over what a request beside it has counted.
    """
    request.session["seen_minute"] = minute
    try:
        request.session.save()
    except UpdateError:
        return False
    request.session.modified = False
    return True


def minute_of(moment: datetime) -> int:
    """Return whole minutes since 1970: coarse enough to be kept."""
    return int(moment.timestamp()) // 60


def staff_language(request: HttpRequest) -> str:
    """Return the browser's first language that staff pages have."""
    known = settings.MUNICIPALITY.languages.staff
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    bases = [code.partition("-")[0] for code, _ in wanted]
    return next((code for code in bases if code in known), known[0])
