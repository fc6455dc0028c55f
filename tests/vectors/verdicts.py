"""The file of the verdicts: lists and badges by name, and the cases in their order."""

from tests.vectors.cases import (
    ALMOST_MONTHS,
    MAX_AGE_DAYS,
    badges,
    before_the_camera,
    key_lists,
    not_read,
    withdrawn_lists,
)
from tests.vectors.genuine import compared, refused
from tests.vectors.made import public


def verdict_file() -> dict[str, object]:
    return {
        "root": public("root 1").hex(),
        "max_age_days": MAX_AGE_DAYS,
        "almost_months": ALMOST_MONTHS,
        "key_lists": {name: body.hex() for name, body in key_lists().items()},
        "lists": {name: body.hex() for name, body in withdrawn_lists().items()},
        "badges": {name: body.hex() for name, body in badges().items()},
        "cases": [*before_the_camera(), *not_read(), *refused(), *compared()],
    }
