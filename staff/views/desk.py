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
from django.views.decorators.debug import sensitive_post_parameters

from staff.middleware import minute_of, staff_language
from staff.models import Member


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
        """The day's list for who holds interviews; a hall for the others."""
        member = self.request.user
        holds = isinstance(member, Member) and member.interview_role is not None
        return reverse("desk:today" if holds else "desk:hall")

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        minute = minute_of(timezone.now())
        self.request.session["signed_in_at"] = minute
        self.request.session["seen_minute"] = minute
        return answer


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Django's own, open to every role; what the browser kept of our pages goes too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache"'
        answer.delete_cookie(settings.NONCE_COOKIE_NAME, samesite="Strict")
        return answer


def hall(request: HttpRequest) -> HttpResponse:
    """Say to a colleague without a page so far that the sign-in worked."""
    return render(request, "desk/hall.html")
