"""Enrolment of a phone for the pass check: one address."""

from django.urls import include, path

from passes.views import enrol

pages = [path("aanmelden", enrol.enrol_phone, name="phone")]

urlpatterns = [path("pas-check/", include((pages, "enrol")))]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
