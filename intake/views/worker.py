"""What the talk is and what to bring: two pages to read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@login_not_required
@csrf_exempt
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    interview, language = settings.MUNICIPALITY.interview, get_language() or "en"
    context = {
        "rule": interview.rule[language],
        "protocol": interview.protocol[language],
    }
    return render(request, "worker/start.html", context)


@login_not_required
@csrf_exempt
@require_safe
def bring(request: HttpRequest) -> HttpResponse:
    return render(request, "worker/bring.html")
