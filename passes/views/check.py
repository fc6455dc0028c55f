"""The pass check at the door: an app shell, its service worker, and the lists it fetches."""

import json
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from passes.models import Publication

# Silence is the point of this page: connect-src 'none'. worker-src must be written, or it
# falls back to script-src.
SCAN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, "'wasm-unsafe-eval'"],
    "style-src": [SELF],
    "img-src": [SELF],
    "manifest-src": [SELF],
    "connect-src": [NONE],
    "worker-src": [NONE],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["app"],
}
STATUS_POLICY = SCAN_POLICY | {"script-src": [SELF], "trusted-types": [NONE]}
WORKER_POLICY = {"default-src": [NONE], "connect-src": [SELF]}

PAGES = ("check/scan.html", "check/status.html")
# What the holder may read of a check, in the order of passes/verdict.py.
TOLD = (
    "list_too_old",
    "not_genuine",
    "specimen",
    "expired",
    "withdrawn",
    "series_over",
    "wrong_colour",
    "not_this_person",
    "series_grace",
    "almost_expired",
    "valid",
)
NAME = "Pas-check"
DARK = "#17211B"
ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512", "icon.svg": "any"}
SHEETS = ("tokens.css", "theme.css", "style.css", "check.css")
READER = ("reader.js", "zxing_reader.wasm")
STARTS = ("js/app.js", "js/enrol.js", "js/status.js")  # named by a page: hashed names
MODULES = (
    "badge",
    "dates",
    "device",
    "keylist",
    "lists",
    "scan",
    "screens",
    "show",
    "signature",
    "token",
    "verdict",
    "withdrawn",
)
IMPORTED = ("vendor/noble-ed25519-3.2.0/index.js", "vendor/qr-0.7.0/index.js")


@login_not_required
@csrf_exempt
@require_safe
@csp(SCAN_POLICY)
def scan(request: HttpRequest) -> HttpResponse:
    """Show the whole check: who asks, camera, verdicts. The phone keeps this page."""
    response = _page(request, "check/scan.html")
    response.headers["Permissions-Policy"] = "camera=(self)"
    return response


@login_not_required
@csrf_exempt
@require_safe
@csp(STATUS_POLICY)
def status(request: HttpRequest) -> HttpResponse:
    """Show where the app starts: it fetches old lists, and says what the phone holds."""
    return _page(request, "check/status.html")


@login_not_required
@csrf_exempt
@require_safe
@csp(WORKER_POLICY)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the worker with its list of files; it changes when one of these changes."""
    files = _files()
    version = sha256(json.dumps(files).encode())
    for code in settings.MUNICIPALITY.languages.staff:
        for template in PAGES:
            version.update(_shell(request, template, code).encode())
    for name in (*SHEETS, *STARTS, *_modules(), "js/sw.js"):
        version.update(_source(name))
    head = (
        f'const VERSION = "{version.hexdigest()[:16]}";\n'
        f"const FILES = {json.dumps(files, indent=1)};\n"
    )
    body = head.encode() + _source("js/sw.js")
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@login_not_required
@csrf_exempt
@require_safe
def key_list(request: HttpRequest) -> HttpResponseBase:
    """Send the signed list of keys: the same bytes for everyone."""
    return _published(request, Publication.KEYS)


@login_not_required
@csrf_exempt
@require_safe
def withdrawn_list(request: HttpRequest) -> HttpResponseBase:
    """Send the signed list of what is no longer valid: the same bytes for everyone."""
    return _published(request, Publication.LIST)


def _published(request: HttpRequest, kind: str) -> HttpResponseBase:
    body = Publication.objects.body(kind)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="application/octet-stream")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@login_not_required
@csrf_exempt
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Say under which name and icon a phone may install the check."""
    return JsonResponse(
        {
            "name": NAME,
            "short_name": NAME,
            "start_url": reverse("check:status"),
            "scope": reverse("check:scan"),
            "display": "standalone",
            "background_color": DARK,
            "theme_color": DARK,
            "icons": [
                {"src": static(name), "sizes": sizes} for name, sizes in ICONS.items()
            ],
        },
        content_type="application/manifest+json",
    )


def _language() -> str:
    """Return the browser's language within those of the staff."""
    known = settings.MUNICIPALITY.languages.staff
    code = translation.get_language() or known[0]
    return code if code in known else known[0]


def _page(request: HttpRequest, template: str) -> HttpResponse:
    code = _language()
    response = HttpResponse(_shell(request, template, code))
    response.headers["Content-Language"] = code
    return response


def _shell(request: HttpRequest, template: str, code: str) -> str:
    policy = settings.MUNICIPALITY
    built = timezone.make_aware(datetime.combine(settings.BUILD_DATE, time.min))
    context = {
        "roots": " ".join(policy.pass_.roots),
        "built": str(int(built.timestamp())),
        "host": settings.PUBLIC_URL.partition("://")[2],
        "who": f"{settings.PUBLIC_URL}/wie#",
        "legacy_until": policy.pass_.legacy_until,
        "languages": policy.languages.worker,
        "told": TOLD,
    }
    with translation.override(code):
        page = render_to_string(template, context, request)
    return "\n".join(filter(None, map(str.strip, page.splitlines())))


def _files() -> list[str]:
    """Return every address that the check asks for, each once."""
    vendored = [f"vendor/zxing-wasm-3.1.4/{name}" for name in READER]
    named = [*SHEETS, *ICONS, *STARTS, *vendored]
    # A module that another module imports is asked for by its plain name.
    imported = [f"{settings.STATIC_URL}{name}" for name in (*_modules(), *IMPORTED)]
    pages = [reverse(f"check:{name}") for name in ("scan", "status", "manifest")]
    return list(dict.fromkeys([*pages, *map(static, named), *imported]))


def _modules() -> list[str]:
    return [f"js/{name}.js" for name in MODULES]


def _source(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_bytes()
