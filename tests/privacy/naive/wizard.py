"""An interview as one would write it without thinking: what it leaves must be found.

Only tests use it: a search that finds nothing here is blind.
"""

from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from formtools.wizard.views import NamedUrlSessionWizardView


class PapersForm(forms.Form):
    bsn = forms.CharField()
    kvk = forms.CharField()


class NaiveInterview(NamedUrlSessionWizardView):
    form_list = [("papers", PapersForm), ("more", PapersForm)]

    def render_next_step(self, form, **kwargs):
        return HttpResponse()


def interview(**typed):
    """Post the papers of one visitor; the session is saved as Django does it."""
    data = {f"papers-{name}": text for name, text in typed.items()}
    request = RequestFactory().post(
        "/papers", data | {"naive_interview-current_step": "papers"}
    )
    request.session = SessionStore()
    NaiveInterview.as_view(url_name="naive")(request, step="papers")
    request.session.save()
