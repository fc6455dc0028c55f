"""Two pages for a worker's own phone: who asks for the pass, and what is in its code.

Both come in every language at once and are the same for everyone; what the phone reads stays on
the phone.
"""

from base64 import urlsafe_b64encode

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from passes.models import Publication
from passes.views.check import SCAN_POLICY

# The reader's one file is fetched before the camera opens.
CODE_POLICY = SCAN_POLICY | {"connect-src": [SELF], "trusted-types": [NONE]}
WHO_POLICY = SCAN_POLICY | {"script-src": [SELF], "trusted-types": [NONE]}
READING = (
    "begin",
    "camera",
    "found",
    "not_a_pass",
    "failed",
    "camera_missing",
    "camera_refused",
    "old_browser",
)


@login_not_required
@csrf_exempt
@require_safe
@csp(WHO_POLICY)
def who_asks(request: HttpRequest) -> HttpResponse:
    """Show who asks: the page holds both lists and reads the code from its own address."""
    context: dict[str, object] = {
        "roots": " ".join(settings.MUNICIPALITY.pass_.roots),
        "keys": _published(Publication.KEYS),
        "list": _published(Publication.LIST),
    }
    return _in_every_language(request, "worker/who_asks.html", context)


@login_not_required
@csrf_exempt
@require_safe
@csp(CODE_POLICY)
def what_is_in_the_code(request: HttpRequest) -> HttpResponse:
    """Let any phone read a card and show what is in its code, without a verdict."""
    template = "worker/what_is_in_the_code.html"
    response = _in_every_language(request, template, {"states": READING})
    response.headers["Permissions-Policy"] = "camera=(self)"
    return response


def _in_every_language(
    request: HttpRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    codes = settings.MUNICIPALITY.languages.worker
    with translation.override(codes[0]):
        return render(request, template, {"languages": codes, **context})


def _published(kind: str) -> str:
    body = Publication.objects.body(kind) or b""
    return urlsafe_b64encode(body).decode().rstrip("=")
