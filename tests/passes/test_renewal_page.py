"""`/opnieuw`: how to get the next pass."""

import re
from dataclasses import replace

import pytest
import time_machine
from django.utils.translation import override

from config.templatetags.promises import SENTENCES
from scheduling.models import Claim
from tests.scheduling.pages import book, check, inputs, words
from tests.scheduling.town import NOW, make_hours, slot_at

PAGE = "/en/opnieuw"


def test_the_page_says_from_when_and_what_to_bring(client, db):
    said = words(client.get(PAGE))

    assert "From 6 weeks before the end of that month you can come." in said
    assert "Bring your old pass. It is free: pay nobody." in said


def test_with_a_day_on_the_pass_it_speaks_of_the_day(client, db, settings, policy):
    validity = replace(policy.pass_, expiry_rounding="day")
    settings.MUNICIPALITY = replace(policy, pass_=validity)

    said = words(client.get(PAGE))

    assert "Your pass shows a day. From 6 weeks before that day you can come." in said


def test_the_page_only_reads(client, db):
    assert client.post(PAGE).status_code == 405


@time_machine.travel(NOW, tick=False)
@pytest.mark.promise("not_first")
def test_promise_not_first(client, transactional_db):
    make_hours()
    page = client.get(PAGE)
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]

    asked = [
        {name for name, _ in inputs(check(client, slot_at("2026-11-24 13:30"), **more))}
        for more in ({}, {"renewal": "1"})
    ]
    book(client, slot_at("2026-11-24 13:30"))
    book(client, slot_at("2026-11-24 14:00"), renewal="1")

    with override("en"):
        assert str(SENTENCES["not_first"]) in words(page)
    assert (inputs(page), "<form" in main) == ([], False)
    assert re.findall('href="([^"]*)"', main) == ["/en/tijd", "/en/strook"]
    assert asked[0] == asked[1]
    first, again = Claim.objects.order_by("slot__start").values()
    different = {name for name in first if first[name] != again[name]}
    assert different <= {"id", "slot_id", "digest", "call_sign"}
