"""What the public process answers: appointments and the pass check."""

from config.urls import check, worker

urlpatterns = [*worker.urlpatterns, *check.urlpatterns]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
