"""An address table in which somebody forgot the roles of a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config.urls import staff


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


urlpatterns = [
    path("balie/", include(([path("vergeten", forgotten, name="forgotten")], "desk"))),
    *staff.urlpatterns,
]
handler404 = "config.views.not_found"
