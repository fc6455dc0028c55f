"""Everything in one process: `make run` and the tests."""

from config.urls import check, enrol, staff, worker

urlpatterns = [
    *worker.urlpatterns,
    *enrol.urlpatterns,
    *check.urlpatterns,
    *staff.urlpatterns,
]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
