"""The desk and management: every page with the roles that may open it."""

from django.urls import include, path

from intake.views import desk as interview
from passes.views import management as passes
from scheduling.views import desk as hours
from staff.roles import COORDINATORS, EVERYBODY, INTERVIEWERS, only
from staff.views import desk as door
from staff.views import management as office

pages = [
    path("in", door.SignIn.as_view(), name="sign-in"),
    path("uit", door.SignOut.as_view(), name="sign-out"),
    *only(EVERYBODY, [path("rol", door.hall, name="hall")]),
    *only(
        INTERVIEWERS,
        [
            path("", hours.today, name="today"),
            path("tolk", hours.interpreter, name="mark-interpreter"),
            path("gesprek/", interview.begin, name="begin-interview"),
            path("gesprek/bevestig", interview.confirm, name="confirm-colleague"),
            path("gesprek/<slug:step>", interview.step, name="interview"),
            path("pas/kaart", interview.card, name="print-card"),
            path("pas/vernietigd", interview.card_destroyed, name="card-destroyed"),
            path("klaar", interview.done, name="end-interview"),
        ],
    ),
]

management = [
    path("uit", door.SignOut.as_view(), name="sign-out"),
    *only(
        COORDINATORS,
        [
            path("", office.start, name="start"),
            path("locaties", passes.venues, name="venues"),
            path("locaties/nieuw", passes.add_venue, name="add-venue"),
            path("locaties/wijzig", passes.change_venue, name="change-venue"),
            path("locaties/uitnodiging", passes.invite_device, name="invite-device"),
            path("locaties/toestel", passes.withdraw_device, name="withdraw-device"),
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
