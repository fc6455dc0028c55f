"""The pass check at the door: an app shell, its service worker, and the list it fetches."""

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
WORKER_POLICY = {"default-src": [NONE], "connect-src": [SELF]}

NAME = "Pas-check"
DARK = "#17211B"
ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512", "icon.svg": "any"}
SHEETS = ("tokens.css", "theme.css", "style.css", "check.css")
READER = ("reader.js", "zxing_reader.wasm")
STARTS = ("js/app.js", "js/prepare.js")  # named by a page, so under a hashed name
MODULES = ("dates", "lists", "scan", "screens", "signature", "token", "verdict")
STRICT = "vendor/noble-ed25519-3.2.0/index.js"


@login_not_required
@csrf_exempt
@require_safe
@csp(SCAN_POLICY)
def scan(request: HttpRequest) -> HttpResponse:
    """Show the whole check: who asks, camera, verdicts. The phone keeps this page."""
    code = _language()
    response = HttpResponse(_shell(request, code))
    response.headers["Permissions-Policy"] = "camera=(self)"
    response.headers["Content-Language"] = code
    return response


@login_not_required
@csrf_exempt
@require_safe
@csp(WORKER_POLICY)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the worker with its list of files; it changes when one of these changes."""
    files = _files()
    version = sha256(json.dumps(files).encode())
    for code in settings.MUNICIPALITY.languages.staff:
        version.update(_shell(request, code).encode())
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
    body = Publication.objects.body(Publication.KEYS)
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
    start = reverse("check:scan")
    return JsonResponse(
        {
            "name": NAME,
            "short_name": NAME,
            "start_url": start,
            "scope": start,
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


def _shell(request: HttpRequest, code: str) -> str:
    policy = settings.MUNICIPALITY
    built = timezone.make_aware(datetime.combine(settings.BUILD_DATE, time.min))
    context = {
        "roots": " ".join(policy.pass_.roots),
        "built": str(int(built.timestamp())),
        "host": settings.PUBLIC_URL.partition("://")[2],
        "languages": policy.languages.staff,
    }
    with translation.override(code):
        return render_to_string("check/scan.html", context, request)


def _files() -> list[str]:
    """Return every address that the check asks for, each once."""
    vendored = [f"vendor/zxing-wasm-3.1.4/{name}" for name in READER]
    named = [*SHEETS, *ICONS, *STARTS, *vendored]
    # A module that another module imports is asked for by its plain name.
    imported = [f"{settings.STATIC_URL}{name}" for name in (*_modules(), STRICT)]
    pages = [reverse("check:scan"), reverse("check:manifest")]
    return list(dict.fromkeys([*pages, *map(static, named), *imported]))


def _modules() -> list[str]:
    return [f"js/{name}.js" for name in MODULES]


def _source(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_bytes()
