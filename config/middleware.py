"""What every answer carries, and which requests get no further."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from config.views import too_large, wrong_origin

Handler = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
SAFE = ("GET", "HEAD", "OPTIONS")


class HeadersMiddleware:
    """Adds our headers to every answer, static files too, where a view set none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        _drop_cookie_from_vary(request, response)
        if request.resolver_match and "ETag" in response.headers:
            # A signed list is the same for everyone; the locale middleware says else.
            del response.headers["Vary"], response.headers["Content-Language"]
        return response


def _drop_cookie_from_vary(request: HttpRequest, response: HttpResponse) -> None:
    """Say only what is true: where nobody looked at the session, no cookie mattered.

    The locale middleware's redirect (/tijd -> /nl/tijd) names the cookie all the same.
    """
    session = getattr(request, "session", None)
    if session is not None and session.accessed:
        return
    kept = [one for one in response.get("Vary", "").split(", ") if one != "Cookie"]
    if any(kept):
        response.headers["Vary"] = ", ".join(kept)
    else:
        del response.headers["Vary"]


class RequestsMiddleware:
    """Refuses bodies that are too large and writes from other sites.

    Public pages have no cookie that a forged request could ride on; what remains is
    a foreign page that makes its visitors book, and that stops here.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > _largest():
            return too_large(request)
        if request.method not in SAFE and not is_same_origin(request):
            return wrong_origin(request)
        response = self.get_response(request)
        if response.status_code == 405 and request.method in ("GET", "HEAD"):
            return _to_the_page_before(request) or response
        return response


def _largest() -> int:
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether a write comes from our own pages, or does not say."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin in (None, f"{request.scheme}://{request.get_host()}")


def _to_the_page_before(request: HttpRequest) -> HttpResponse | None:
    """Return a redirect from a worker page that only takes POST, such as a reload of
    /nl/tijd/kijk, to the page it came from; None elsewhere."""
    match = request.resolver_match
    if match is None or match.namespace != "worker":
        return None
    parent = request.path.rpartition("/")[0]
    if parent.count("/") == 1:
        parent += "/"
    response = HttpResponseRedirect(parent)
    response.status_code = 303
    return response
