"""The worker pages as a browser without script uses them: read, fill in, send."""

import re
from html import unescape

START = "/en/"


def words(answer):
    """Return the visible words of the main part, one space between them."""
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", f"<main{body}")).split())


def title(answer):
    return re.search("<title>(.*?)</title>", answer.content.decode())[1]


def inputs(answer):
    """Return (name, value) of every input and button, in order."""
    tags = re.findall(r"<(?:input|button)[^>]*>", answer.content.decode())
    named = [(_attribute(tag, "name"), _attribute(tag, "value")) for tag in tags]
    return [pair for pair in named if pair[0]]


def value(answer, name):
    return next(found for key, found in inputs(answer) if key == name)


def chosen(answer):
    """Return the value of the radio button or option that is set beforehand."""
    tags = re.findall(r"<(?:input|option)[^>]*>", answer.content.decode())
    return [
        _attribute(tag, "value")
        for tag in tags
        if re.search(r" (checked|selected)", tag)
    ]


def _attribute(tag, name):
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found and unescape(found[1])


def check(client, slot, **more):
    return client.post(f"{START}tijd/kijk", {"time": slot.pk, **more})


def form_of(answer):
    """Return what the check page sends unless something else is chosen."""
    return {
        "time": value(answer, "time"),
        "ticket": value(answer, "ticket"),
        "language": chosen(answer)[0],
    }


def confirm(client, form):
    return client.post(f"{START}tijd/vast", form)


def book(client, slot, **choice):
    """Book a slot from the check page on; returns the code."""
    form = form_of(check(client, slot)) | choice
    return value(confirm(client, form), "c")


def show(client, code):
    return client.post(f"{START}code", {"c": code})


def move(client, code, slot):
    answer = client.post(f"{START}code/anders", {"c": code})
    form = {"c": code, "go": value(answer, "go"), "time": slot.pk}
    return client.post(f"{START}code/anders", form)


def cancel(client, code):
    return client.post(f"{START}code/af", {"c": code, "go": "1"})


def free_times(client):
    """Return the list's times as "1 December 13:30"."""
    body = client.get(f"{START}tijd").content.decode()
    found = []
    for part in body.split("<legend>")[1:]:
        day = part.partition("</legend>")[0].split(" ", 1)[1]
        found += [f"{day} {time}" for time in re.findall(r">(\d\d:\d\d)</label>", part)]
    return found


def join(client, **choice):
    """Join the waiting list from its page on; returns the code."""
    answer = client.get(f"{START}wachten")
    return value(confirm_joining(client, joining(answer) | choice), "c")


def joining(answer):
    """Return what the page of the list sends unless something else is chosen."""
    return {"ticket": value(answer, "ticket"), "language": chosen(answer)[0]}


def confirm_joining(client, form):
    return client.post(f"{START}wachten", form)


def answer_offer(client, act, code):
    return client.post(f"{START}code/{act}", {"c": code})
