"""The desk and management: every page with the roles that may open it."""

from django.urls import include, path

from config import views
from intake.views import desk as interview
from intake.views import management as figures
from passes.views import desk as found
from passes.views import management as passes
from scheduling.views import desk as hours
from scheduling.views import duty
from scheduling.views import management as timetable
from staff.roles import COORDINATORS, EVERYBODY, INTERVIEWERS, only
from staff.views import desk as door

pages = [
    path("in", door.SignIn.as_view(), name="sign-in"),
    path("uit", door.SignOut.as_view(), name="sign-out"),
    *only(EVERYBODY, [path("rol", door.hall, name="hall")]),
    *only(
        INTERVIEWERS,
        [
            path("", hours.today, name="today"),
            path("lijst", hours.day_list, name="day-list"),
            path("tolk", hours.interpreter, name="mark-interpreter"),
            path("inloop", hours.walk_in, name="seat-walk-in"),
            path("inloop/terug", hours.unseat, name="unseat-walk-in"),
            path("loopt-uit", hours.block, name="block-time"),
            path("loopt-uit/terug", hours.unblock, name="unblock-time"),
            path("niet-gekomen", hours.not_come, name="not-come"),
            path("toch-gekomen", hours.came_after_all, name="came-after-all"),
            path("boek", hours.book_caller, name="book-caller"),
            path("code", hours.find_code, name="find-code"),
            path("code/anders", hours.move_caller, name="move-caller"),
            path("code/af", hours.cancel_caller, name="cancel-caller"),
            path("code/wacht", hours.entry_of_caller, name="entry-of-caller"),
            path("dagblad", hours.day_sheet, name="day-sheet"),
            path("briefje", hours.door_note, name="door-note"),
            path("sluiten", hours.close_hour, name="close-hour"),
            path("pauze", hours.pause, name="pause-booking"),
            path("vrijgeven", hours.release, name="release-burst"),
            path("gesprek/", interview.begin, name="begin-interview"),
            path("gesprek/bevestig", interview.confirm, name="confirm-colleague"),
            path("gesprek/<slug:step>", interview.step, name="interview"),
            path("pas/kaart", interview.card, name="print-card"),
            path("pas/strook", interview.keep_slip, name="print-slip"),
            path("pas/vernietigd", interview.card_destroyed, name="card-destroyed"),
            path("intrekken", found.withdraw, name="withdraw-card"),
            path("ingetrokken", found.withdrawn, name="card-withdrawn"),
            path("klaar", interview.done, name="end-interview"),
            path("dienst", duty.my_duty, name="my-duty"),
            path("dienst.ics", duty.duty_file, name="duty-file"),
        ],
    ),
]

management = [
    path("uit", door.SignOut.as_view(), name="sign-out"),
    *only(
        COORDINATORS,
        [
            path("", timetable.start, name="start"),
            path("spreekuren", timetable.this_month, name="this-month"),
            path("spreekuren/<slug:month>", timetable.month, name="month"),
            path("uren", timetable.weekly_hours, name="weekly-hours"),
            path("uren/nieuw", timetable.add_hour, name="add-hour"),
            path("uren/<int:pk>", timetable.change_hour, name="change-hour"),
            path("uren/<int:pk>/weg", timetable.remove_hour, name="remove-hour"),
            path("dagen", timetable.days, name="days"),
            path("dagen/nieuw", timetable.add_day, name="add-day"),
            path("dagen/feestdagen", timetable.close_holidays, name="close-holidays"),
            path("dagen/<int:pk>/weg", timetable.restore_day, name="restore-day"),
            path("dagen/<int:pk>/briefje", timetable.door_note, name="door-note"),
            path("rooster", timetable.rota, name="rota"),
            path("rooster/erbij", timetable.put_on_rota, name="put-on-rota"),
            path(
                "rooster/<int:pk>/eraf", timetable.take_off_rota, name="take-off-rota"
            ),
            path("cijfers", figures.figures, name="figures"),
            path(
                "cijfers-<slug:period>.csv", figures.figures_file, name="figures-file"
            ),
            path("toestand", views.health, name="health"),
            path("locaties", passes.venues, name="venues"),
            path("locaties/nieuw", passes.add_venue, name="add-venue"),
            path("locaties/wijzig", passes.change_venue, name="change-venue"),
            path("locaties/uitnodiging", passes.invite_device, name="invite-device"),
            path("locaties/toestel", passes.withdraw_device, name="withdraw-device"),
            path("sleutels", passes.signing_keys, name="signing-keys"),
            path("exploitanten", passes.for_operators, name="for-operators"),
            path("exploitanten/poster.pdf", passes.poster, name="poster"),
            path(
                "exploitanten/voorbeeld-wit.pdf",
                passes.specimen_white,
                name="specimen-white",
            ),
            path(
                "exploitanten/voorbeeld-groen.pdf",
                passes.specimen_green,
                name="specimen-green",
            ),
        ],
    ),
]

urlpatterns = [
    path("balie/", include((pages, "desk"))),
    path("beheer/", include((management, "management"))),
]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
