"""Appointments: pages for workers, without sign-in, session or cookie."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import views
from intake.views import worker as talk
from scheduling.views import worker as booking

# Without a language in front.
everywhere = [
    path("", views.languages, name="languages"),
    path("weg", views.leave, name="leave"),
]

# Under /nl/, /en/ ...
pages = [
    path("", talk.start, name="start"),
    path("mee", talk.bring, name="bring"),
    path("tijd", booking.choose_time, name="choose-time"),
    path("tijd/kijk", booking.check_booking, name="check-booking"),
    path("tijd/vast", booking.book, name="book"),
    path("code", booking.appointment, name="appointment"),
    path("code/anders", booking.move, name="move-booking"),
    path("code/af", booking.cancel, name="cancel-booking"),
    path("agenda", booking.calendar_file, name="calendar-file"),
]

urlpatterns = [
    path("", include((everywhere, "site"))),
    *i18n_patterns(path("", include((pages, "worker")))),
]
