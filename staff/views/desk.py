"""Signing in and out."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from staff.audit import Action
from staff.middleware import minute_of, staff_language
from staff.models import AuditEntry, Member
from staff.roles import Role


class SignIn(LoginView):
    """Django's own sign-in; notes when it began, so that it can end."""

    template_name = "desk/sign_in.html"
    redirect_authenticated_user = False

    @method_decorator([login_not_required, sensitive_post_parameters()])
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        activate(staff_language(request))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """No `next`: an address chosen by somebody else is never followed."""
        return ""

    def get_default_redirect_url(self) -> str:
        """The one surface of the member; a hall for who has two, or none."""
        homes = homes_of(self.request)
        return homes[0][1] if len(homes) == 1 else reverse("desk:hall")

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        now = timezone.now()
        minute = minute_of(now)
        self.request.session["signed_in_at"] = minute
        self.request.session["seen_minute"] = minute
        AuditEntry.objects.record(Action.SIGNED_IN, actor=form.get_user(), now=now)
        return answer


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Django's own, open to every role; what the browser kept of our pages goes too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        member = request.user
        if isinstance(member, Member):
            AuditEntry.objects.record(
                Action.SIGNED_OUT, actor=member, now=timezone.now()
            )
        answer = super().post(request, *args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache"'
        answer.delete_cookie(settings.NONCE_COOKIE_NAME, samesite="Strict")
        return answer


def hall(request: HttpRequest) -> HttpResponse:
    """Lead a colleague to the surfaces that the roles open."""
    return render(request, "desk/hall.html", {"homes": homes_of(request)})


def homes_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (name, address) of each surface that the signed-in member may use."""
    member = request.user
    homes = []
    if isinstance(member, Member) and member.interview_role is not None:
        homes.append((_("Desk"), reverse("desk:today")))
    if isinstance(member, Member) and Role.COORDINATOR in member.roles:
        homes.append((_("Management"), reverse("management:start")))
    return homes
