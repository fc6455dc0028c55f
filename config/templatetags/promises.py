"""`{% promise "key" %}`: the only way a page makes a promise about privacy.

For each key there is a test named `test_promise_<key>` that fails when the sentence
stops being true; a test holds the two lists against each other.
"""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

SENTENCES = {
    "no_name": _("No name, phone number or email address"),
    "no_photo": _("No photo. Your photo is only on your pass"),
    "no_list": _("No list of who works here"),
    "only_these": _(
        "the time of your appointment, the language of the interpreter, "
        "a waiting number, the hour in which you book"
    ),
    "code_unreadable": _(
        "We do not keep the code itself, only a mark to recognise it."
    ),
    "deleted_after": _(
        "After the consultation hours we delete everything, "
        "the same night at the latest."
    ),
    "numbers_not_written": _("We do not write the numbers down."),
    "numbers_not_sent": _("This number is not sent and not kept."),
    "unknown_who": _("We cannot look it up: we do not know who you are."),
    "waiting_list": _(
        "The list holds only a mark, the language, your place and the hour"
    ),
    "exit_is_honest": _("Your phone still remembers that you were here."),
    "calendar": _("Only “Appointment”, the time and the street go into your calendar."),
    "who_met_whom": _("We do not keep who met whom."),
    "interview_gone": _("Deleted."),
    "slip_not_kept": _("We do not keep the code."),
    "card_bare": _("No name or number is on the pass."),
    "slip_unknown": _("We do not know whose it was."),
    "not_first": _("We do not ask whether you were here before."),
    "check_sends_nothing": _("A check is not kept and not sent."),
    "device_memory": _(
        "This phone remembers only the venue, keys, the lists and your settings."
    ),
    "same_list": _("The list is the same for everyone."),
    "asker_not_sent": _("The other person’s code is not sent."),
    "code_bare": _(
        "The code holds the colour, the month, a random number and a signature."
    ),
}


@register.simple_tag
def promise(key: str) -> str:
    """Return the sentence of `key`; an unknown key raises KeyError."""
    return str(SENTENCES[key])
