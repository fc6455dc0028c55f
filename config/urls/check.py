"""The pass check at the door: an app shell, and what it fetches."""

from django.urls import include, path

from passes.views import check

pages = [
    path("", check.scan, name="scan"),
    path("lijst/", check.status, name="status"),
    path("sw.js", check.service_worker, name="service-worker"),
    path("sleutels.bin", check.key_list, name="key-list"),
    path("lijst.bin", check.withdrawn_list, name="withdrawn-list"),
    path("manifest.webmanifest", check.manifest, name="manifest"),
]

urlpatterns = [path("pas-check/", include((pages, "check")))]
