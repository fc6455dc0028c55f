"""300 passes leave one line for each month and colour, and of no pass more than a count."""

import itertools
from datetime import date

import pytest
from django.contrib.sessions.models import Session

from passes import slip
from passes.counting import digest
from passes.models import ValidityCount
from passes.slip import Nonce
from tests.passes.test_validity_log import confirm, counts, same, session
from tests.privacy.remains import database, found
from tests.vectors.made import seed

DAYS = (date(2028, 11, 30), date(2028, 12, 31))
WANTED = list(itertools.islice(itertools.cycle(itertools.product(DAYS, "wg")), 300))


def issued(number, day, colour):
    """Count a pass as the desk does, then end the talk; return what names that pass."""
    at_desk = session()
    nonce = Nonce(number.to_bytes(2, "big") * 8)
    counted = digest(nonce, colour, day)
    ValidityCount.objects.add_once(at_desk, counted, day, colour)
    held = found([counted.hex().encode()], decoded())
    at_desk.flush()
    made = slip.derive(seed("slip key 1"), nonce, colour, day)
    return held, [made.id, made.id.hex().encode(), made.w, slip.write(made).encode(),
                  counted.hex().encode(), nonce.hex().encode()]  # fmt: skip


def decoded():
    return repr([row.get_decoded() for row in Session.objects.all()]).encode()


@pytest.mark.django_db(transaction=True)
def test_300_passes_leave_four_lines_and_no_trace_of_one():
    ValidityCount.objects.prepare(DAYS, "wg")
    prepared = sorted(counts())

    names = [issued(number, *one) for number, one in enumerate(WANTED)]

    assert [len(held) for held, _ in names] == [1] * 300  # the search can find it
    assert sorted(counts()) == prepared
    assert set(counts().values()) == {75}
    heap = database() + decoded()
    assert [secret for _, secrets in names for secret in found(secrets, heap)] == []


@pytest.mark.django_db(transaction=True)
def test_a_second_confirmation_of_the_same_pass_counts_nothing():
    ValidityCount.objects.prepare(DAYS, "w")
    at_desk, (day, _) = session(), DAYS
    one = digest(Nonce(bytes(16)), "w", day)

    first = ValidityCount.objects.add_once(at_desk, one, day, "w")
    confirm(same(at_desk))

    assert [first, ValidityCount.objects.add_once(at_desk, one, day, "w")] == [True, False]  # fmt: skip
