"""Every address times every role, and signed out: one table, made from the site itself."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from scheduling.models import Duty, ExceptionDay, Session, Tally, WeeklyHour
from staff.roles import COORDINATORS, EVERYBODY, INTERVIEWERS, Role, only, other_role
from tests.conftest import member, sign_in

DOOR = {"sign-in", "sign-out"}
# What a signed-in member with the role gets for a bare GET.
FINE = {200, 302, 303, 400, 405, 409, 503}


# What stands for the parts of an address that are given by a row or a choice.
PARTS = {
    "<slug:step>": "welkom",
    "<slug:month>": "2026-12",
    "<slug:period>": "2026-3",
    "<int:pk>": "1",
}


def pages(resolver=None, prefix="", namespace=""):
    """Yield (namespace, name, path, view) of every address."""
    for entry in (resolver or get_resolver("config.urls.all")).url_patterns:
        place = prefix + str(entry.pattern)
        for part, value in PARTS.items():
            place = place.replace(part, value)
        if isinstance(entry, URLResolver):
            yield from pages(entry, place, entry.namespace or namespace)
        elif isinstance(entry, URLPattern):
            yield namespace, entry.name, f"/{place}", entry.callback


EVERY = list(pages())
PUBLIC = [page for page in EVERY if page[0] in ("site", "worker", "check", "enrol")]
STAFF = [
    page for page in EVERY if page[0] in ("desk", "management") and page[1] not in DOOR
]


def names(table):
    return [f"{namespace}:{name}" for namespace, name, *_ in table]


def test_the_table_holds_every_address():
    doors = [page for page in EVERY if page[1] in DOOR]

    assert len(PUBLIC) + len(STAFF) + len(doors) == len(EVERY)
    assert len(PUBLIC) >= 15
    assert len(STAFF) >= 8


@pytest.mark.parametrize("page", PUBLIC, ids=names(PUBLIC))
def test_a_public_page_asks_for_no_sign_in_and_no_token(page):
    view = page[3]

    marks = (view.login_required, view.csrf_exempt, getattr(view, "roles", None))

    assert marks == (False, True, None)


@pytest.mark.parametrize("page", STAFF, ids=names(STAFF))
def test_a_staff_page_names_its_roles_and_keeps_the_token(page):
    view = page[3]
    of_surface = {"desk": INTERVIEWERS, "management": COORDINATORS}[page[0]]

    assert view.roles == (EVERYBODY if page[1] == "hall" else of_surface)
    assert getattr(view, "login_required", True)
    assert not getattr(view, "csrf_exempt", False)


@pytest.fixture
def rows(db):
    """Make a row behind each address that names one."""
    hour = {"start": "13:00", "end": "16:00"}
    day = {"date": "2036-12-02"}
    WeeklyHour.objects.create(pk=1, weekday=2, valid_from="2026-11-01", **hour)
    ExceptionDay.objects.create(pk=1, kind="closed", **day)
    session = Session.objects.create(pk=1, slot_minutes=30, desks=1, **day, **hour)
    Duty.objects.create(
        pk=1, session=session, role="ggd", staff=member(Role.GGD, name="x")
    )
    Tally.objects.create(quarter=20263, name="interviews", count=9)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_its_pages_and_no_others_are_there_for_it(rows, role):
    client = sign_in(Client(), member(role))

    answers = {page[2]: client.get(page[2]) for page in STAFF}

    allowed = {page[2] for page in STAFF if role in page[3].roles}
    assert {place for place, one in answers.items() if one.status_code in FINE} == (
        allowed
    )
    assert {place for place, one in answers.items() if one.status_code == 404} == (
        answers.keys() - allowed
    )
    doors = [one for one in answers.values() if one.get("Location") == "/balie/in"]
    assert doors == []


def test_signed_out_every_staff_page_leads_to_the_door(db, client):
    answers = [client.get(page[2]) for page in STAFF]

    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, "/balie/in")
    }


def test_a_view_without_a_mark_is_refused_to_everybody(ggd, settings):
    settings.ROOT_URLCONF = "tests.staff.unmarked"

    assert ggd.get("/balie/vergeten").status_code == 404


def test_only_marks_each_page():
    def view(request):
        return HttpResponse()

    marked = only(INTERVIEWERS, [path("x", view)])

    assert marked[0].callback.roles == INTERVIEWERS


def test_the_pair_completes_each_other():
    assert (other_role(Role.GGD), other_role(Role.OOV)) == (Role.OOV, Role.GGD)
    with pytest.raises(KeyError):
        other_role(Role.INSPECTOR)
