"""Appointments: pages for workers, without sign-in, session or cookie."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import views
from intake.views import worker as talk
from passes.views import contact
from passes.views import worker as holder
from scheduling.views import waiting
from scheduling.views import worker as booking

# Without a language in front.
everywhere = [
    path("", views.languages, name="languages"),
    path("wie", contact.who_asks, name="who-asks"),
    path("pas", contact.what_is_in_the_code, name="code-of-a-pass"),
    path("weg", views.leave, name="leave"),
    path("strook", holder.lost_anywhere, name="lost-pass"),
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
    path("code/neem", waiting.take_offer, name="take-offer"),
    path("code/over", waiting.skip_offer, name="skip-offer"),
    path("code/weg", waiting.leave_list, name="leave-list"),
    path("code/wacht", waiting.wait_instead, name="wait-instead"),
    path("wachten", waiting.join_list, name="join-list"),
    path("agenda", booking.calendar_file, name="calendar-file"),
    path("opnieuw", holder.renew, name="renew"),
    path("strook", holder.lost_pass, name="lost-pass"),
]

urlpatterns = [
    path("", include((everywhere, "site"))),
    *i18n_patterns(path("", include((pages, "worker")))),
]
