"""The keys in words: until when they run, and what is due."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from passes import health
from passes.models import Publication


@require_safe
def signing_keys(request: HttpRequest) -> HttpResponse:
    facts = health.facts(
        settings.KEYS_DIR,
        Publication.objects.body(Publication.KEYS),
        Publication.objects.body(Publication.LIST),
        settings.MUNICIPALITY.pass_.pinned,
        timezone.now(),
    )
    return render(request, "management/signing_keys.html", {"facts": facts})
