"""The own duty of a colleague: a list, and a file for the own calendar.

The file is fetched by a signed-in browser. There is no address with a secret in it for a
calendar to poll: it would be a second way in, kept by other people's servers.
"""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from scheduling import dutyfile
from scheduling.models import Duty
from staff.models import Member


@require_safe
def my_duty(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/my_duty.html", {"duties": _own(request)})


@require_safe
def duty_file(request: HttpRequest) -> HttpResponse:
    body = dutyfile.draw(
        [
            (duty.session.date, duty.session.start, duty.session.end)
            for duty in _own(request)
        ],
        summary=_("Duty"),
    )
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_("duty")}.ics"'
    return answer


def _own(request: HttpRequest) -> list[Duty]:
    member = cast(Member, request.user)  # every page for staff has one
    return Duty.objects.of_member(member.pk, timezone.localdate())
