"""Pages of no app: the list of languages, leaving, errors, and how the site is doing."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import INFO, run_checks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from config.health import facts, troubles
from scheduling.languages import NAMES
from scheduling.models import health as calendar
from scheduling.models.slots import horizon
from scheduling.templatetags.appointments import day
from staff.models import Member


@login_not_required
@csrf_exempt
@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Show the languages in their own names, the browser's own first."""
    codes = list(settings.MUNICIPALITY.languages.worker)
    preferred = get_language_from_request(request)
    codes.sort(key=lambda code: code != preferred)
    named = [(code, NAMES[code]) for code in codes]
    return render(request, "worker/languages.html", {"languages": named})


@login_not_required
@csrf_exempt
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Go to a harmless site and clear our pages from the browser's cache."""
    response = HttpResponseRedirect(settings.MUNICIPALITY.exit.url)
    response.status_code = 303
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say in words what ran, what is due, and what the checks of the program find."""
    now, policy = timezone.now(), settings.MUNICIPALITY
    known = calendar.read(now=now, hour=policy.hour, moments=policy.waiting)
    found = list(
        facts(known, now, made_until=horizon(now, policy.hour), in_words=day, _=_)
    )
    members = Member.objects.filter(is_active=True).order_by("first_name", "username")
    today = timezone.localdate()
    said = run_checks(databases=["default"], include_deployment_checks=True)
    messages = [one for one in said if one.level > INFO]
    context = {
        "facts": found,
        "troubles": troubles(found) + len(messages),
        "ending": [member for member in members if member.ends_soon(today)],
        "messages": messages,
    }
    return render(request, "management/health.html", context)


def error(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """Show a fixed text; nothing of the request is repeated."""
    context = {"title": title, "advice": advice, "status": status}
    return render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    title = _("This request is not right")
    return error(request, 400, title, _("Go back one page and try again."))


def wrong_origin(request: HttpRequest) -> HttpResponse:
    title = _("This came from another site")
    return error(request, 403, title, _("Open this site yourself and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return expired(request)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form of an old tab; Django's `reason` is for developers, not for people."""
    title = _("This page has expired")
    return error(request, 403, title, _("Load the page again and try once more."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error(request, 404, _("This page does not exist"), "")


def too_large(request: HttpRequest) -> HttpResponse:
    title = _("That was too large")
    return error(request, 413, title, _("Go back one page and try again."))


def server_error(request: HttpRequest) -> HttpResponse:
    title = _("Something went wrong")
    advice = _("Load this page again. If that does not help, call %(phone)s.")
    phone = settings.MUNICIPALITY.municipality.phone
    return error(request, 500, title, advice % {"phone": phone})
