"""The talk: begin, eight steps in any order, done. Only ticks last, until *Klaar*."""

from secrets import token_bytes
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from formtools.wizard.views import NamedUrlSessionWizardView

from intake import checklist, items
from intake.checklist import DECISION, PHOTO, SLUGS, WELCOME, Step
from intake.forms import StepForm
from intake.storage import NAME, TickStorage, asked, ticks
from intake.views.desk import nonce
from intake.views.desk.guards import (
    Refused,
    gone_words,
    guarded,
    is_counted,
    last_day_from,
    make_ready,
    trouble_words,
    wanted,
)
from intake.views.desk.pair import is_confirmed
from passes import sheet
from passes.issue import Nonce
from passes.keys import KeyTrouble
from passes.models import COUNTED, SECOND
from passes.views.desk import scanning
from scheduling.languages import NAMES
from staff.middleware import TALK

CAMERA = "camera=(self), geolocation=(), microphone=()"


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Say before the talk what would stop a pass; POST clears what is left and starts."""
    if request.method == "POST":
        _forget(request)
        storage = TickStorage(NAME, request)  # empty: from now on a talk is open
        if request.POST.get("path") == "short":
            tick = {f"{WELCOME}-renewal": [items.ON]}
            storage.set_step_data(WELCOME, tick)
            storage.current_step = WELCOME  # else the page would not show the tick
        response = redirect("desk:interview", step=SLUGS[0])
        nonce.clear(response)
        return response

    return _begin_page(request)


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """*Klaar*: nothing of the talk is left in the session, the browser gives up the nonce."""
    if request.method == "POST":
        _forget(request)
        response = redirect("desk:end-interview")
        nonce.clear(response)
        return response

    if TALK in request.session:
        return redirect("desk:begin-interview")
    return render(request, "desk/done.html")


class Interview(NamedUrlSessionWizardView):
    """formtools' wizard without an order: each button saves, then goes where it says."""

    form_list = [(slug, StepForm) for slug in SLUGS]
    storage_name = "intake.storage.TickStorage"

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, step: str) -> HttpResponse:
        posted = request.POST.get(f"{NAME}-current_step")
        if step not in SLUGS or (request.method == "POST" and posted != step):
            raise SuspiciousOperation("not a step")
        if TALK not in request.session:
            return _begin_page(request, gone=request.method == "POST")
        self.asked = asked()
        answer: HttpResponse = super().dispatch(request, *args, step=step)
        if step == DECISION:
            self._fix_decision(answer)
        return answer

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what is ticked; a value that the page does not offer is no mistake: 400."""
        self.storage.current_step = kwargs["step"]
        if not self.get_form(data=self.request.POST).is_valid():
            raise SuspiciousOperation("not a declared choice")
        answer: HttpResponse = super().post(*args, **kwargs)
        return answer

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Step]:
        return {"step": self._step(step or self.steps.current)}

    def get_form_initial(self, step: str) -> dict[str, str]:
        """In doubt the pass is given; the kind of work proposes its colour."""
        if step != DECISION:
            return {}
        colours = settings.MUNICIPALITY.colours
        colour = checklist.proposed_colour(ticks(self.request.session), colours)
        return {"outcome": items.ISSUE, "colour": colour}

    def process_step(self, form: StepForm) -> dict[str, list[str]]:
        """Return the declared ticks alone, never what else was sent."""
        return {
            form.add_prefix(name): [items.ON if value is True else value]
            for name, value in form.cleaned_data.items()
            if value
        }

    def render_next_step(self, form: StepForm, **kwargs: Any) -> HttpResponse:
        """Go to the step whose button was pressed, else to the next."""
        wish = self.request.POST.get("go", "")
        if wish in SLUGS:
            answer: HttpResponse = self.render_goto_step(wish)
        elif form.step.slug == DECISION and self._needs_colleague():
            answer = redirect("desk:confirm-colleague")
        else:
            after = checklist.beside(form.step.slug, ticks(self.request.session))[1]
            answer = self.render_goto_step(after or form.step.slug)
        return answer

    def render_done(self, form: StepForm, **kwargs: Any) -> HttpResponse:
        """The last step ends with *Klaar*, a page of its own; here it is like any other."""
        return self.render_next_step(form, **kwargs)

    def get_template_names(self) -> list[str]:
        return [f"desk/step_{self._step(self.steps.current).name}.html"]

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        given = ticks(self.request.session)
        before, after = checklist.beside(form.step.slug, given)
        return context | {
            "step": form.step,
            "steps": [(one, checklist.is_done(one, given)) for one in self.asked],
            "previous": self._step(before) if before else None,
            "next": self._step(after) if after else None,
            "missing": checklist.missing(self.asked, given),
            **_beside(self.request, form.step),
        }

    def _step(self, slug: str) -> Step:
        return self.asked[SLUGS.index(slug)]

    def _needs_colleague(self) -> bool:
        given = checklist.decision(ticks(self.request.session))
        return given.gives_pass and not is_confirmed(self.request, timezone.now())

    def _fix_decision(self, answer: HttpResponse) -> None:
        """At the decision the nonce and the day are fixed, once in each interview."""
        given = checklist.decision(ticks(self.request.session))
        if given.gives_pass and nonce.read(self.request) is None:
            today = timezone.localdate()
            nonce.give(answer, nonce.Decided(Nonce(token_bytes(16)), today))


_page = Interview.as_view(url_name="desk:interview")


def step(request: HttpRequest, step: str) -> HttpResponseBase:
    """One page of the interview; the camera is allowed where a photo or a card is read."""
    if step == PHOTO:
        return _photo_page(request)
    if step == DECISION and checklist.is_renewal(ticks(request.session)):
        return _old_card_page(request)
    answer: HttpResponse = _page(request, step=step)
    return answer


@csp_update({"img-src": ["'self'", "blob:"], "frame-src": ["blob:"]})
def _photo_page(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = _page(request, step=PHOTO)
    response.headers["Permissions-Policy"] = CAMERA
    return response


@csp_update({"script-src": ["'self'", "'wasm-unsafe-eval'"]})
def _old_card_page(request: HttpRequest) -> HttpResponse:
    """The decision of a renewal: the old card is read in this browser and not sent."""
    response: HttpResponse = _page(request, step=DECISION)
    response.headers["Permissions-Policy"] = CAMERA
    return response


def _beside(request: HttpRequest, step: Step) -> dict[str, Any]:
    """Return what a single step shows beside its ticks."""
    if step.slug == checklist.WELCOME:
        policy = settings.MUNICIPALITY
        return {
            "protocol": policy.interview.protocol.get(get_language() or "", ""),
            "start_pages": [
                (code, NAMES[code], f"{settings.PUBLIC_URL}/{code}/")
                for code in policy.languages.worker
            ],
        }
    if step.slug == DECISION and checklist.is_renewal(ticks(request.session)):
        return {"is_renewal": True, **scanning()}
    if step.slug == PHOTO:
        return _photo_context(request)
    if step.slug == checklist.HAND_OVER:
        return {"decision": checklist.decision(ticks(request.session))}
    return {}


def _photo_context(request: HttpRequest) -> dict[str, Any]:
    pass_, given = wanted(request), ticks(request.session)
    context: dict[str, Any] = {
        "decision": checklist.decision(given),
        "wanted": pass_,
        "is_counted": is_counted(request, pass_),
        "is_handed_over": "pass" in given.get(checklist.HAND_OVER, {}),
        "places": range(1, sheet.PLACES + 1),
        "slip_languages": [
            (code, NAMES[code]) for code in settings.MUNICIPALITY.languages.worker
        ],
    }
    try:
        guarded(request, timezone.now())
    except Refused as refused:
        context["refused"] = refused
    return context


def _begin_page(request: HttpRequest, *, gone: bool = False) -> HttpResponse:
    now = timezone.now()
    context = {
        "trouble": "",
        "gone": gone_words() if gone else "",
        "is_open": TALK in request.session,
    }
    try:
        make_ready(last_day_from(timezone.localdate(now)), now)
    except KeyTrouble as trouble:
        context["trouble"] = trouble_words(trouble)
    return render(request, "desk/begin.html", context, status=409 if gone else 200)


def _forget(request: HttpRequest) -> None:
    for key in (TALK, SECOND, COUNTED):
        request.session.pop(key, None)
