"""Making a phone ready for the pass check; enrolment by invitation is not built yet."""

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@login_not_required
@csrf_exempt
@require_safe
@csp_replace({"trusted-types": ["app"]})
def prepare(request: HttpRequest) -> HttpResponse:
    """Show the one page that registers the service worker; only in a demonstration."""
    policy = settings.MUNICIPALITY
    roots = " ".join(policy.pass_.roots)
    status = 200 if policy.demo else 404
    return render(request, "enrol/prepare.html", {"roots": roots}, status=status)
