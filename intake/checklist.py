"""The interview: its eight steps, and what follows from what is ticked in them.

Ticks travel as `{"papieren": {"kvk": "ok", ...}, "welkom": {"alone": "on"}}`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake import items
from intake.items import ISSUE, NONE, OK, OPTIONAL, SETTLED, Choices, Item, Words
from intake.policy import Interview

Ticks = Mapping[str, Mapping[str, str]]

# The words of the addresses.
WELCOME = "welkom"
INFORMATION = "uitleg"
PAPERS = "papieren"
WORKPLACE = "werkplek"
WISHES = "wensen"
DECISION = "besluit"
PHOTO = "pas"
HAND_OVER = "meegeven"
SLUGS = (
    WELCOME,
    INFORMATION,
    PAPERS,
    WORKPLACE,
    WISHES,
    DECISION,
    PHOTO,
    HAND_OVER,
)

# A renewal: the rest stays one press away.
SHORT = (WELCOME, PAPERS, DECISION, PHOTO, HAND_OVER)


@dataclass(frozen=True)
class Step:
    """One page of the interview; `name` is that of its template."""

    slug: str
    name: str
    title: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What the pair decided: `outcome` is "issue" or "not_yet", `colour` a policy word.

    `old_card` is the last valid day of the card that is renewed, as 2028-11-30, or "".
    """

    outcome: str
    colour: str
    is_discussed: bool
    old_card: str = ""

    @property
    def gives_pass(self) -> bool:
        return self.outcome == ISSUE and bool(self.colour)


def steps(
    policy: Interview, kinds: Iterable[str], old_cards: Choices, _: Words
) -> tuple[Step, ...]:
    """Return the steps in order; `kinds` are the kinds of work that the town knows.

    `old_cards` are the last valid days of the cards that may be renewed today.
    """
    return (
        Step(WELCOME, "welcome", _("Welcome"), items.welcome(_)),
        Step(
            INFORMATION,
            "information",
            _("Information"),
            items.told(policy.information, _),
        ),
        Step(PAPERS, "papers", _("Papers"), items.papers(policy.minimum_age, _)),
        Step(
            WORKPLACE,
            "workplace",
            _("Workplace and sleeping place"),
            items.workplace(tuple(kinds), policy.sleep_in_workroom, _),
        ),
        Step(WISHES, "wishes", _("Wishes and worries")),
        Step(DECISION, "decision", _("Decision"), items.decision(old_cards, _)),
        Step(PHOTO, "pass", _("Photo and pass"), items.photo(_)),
        Step(HAND_OVER, "hand_over", _("Hand over"), items.hand_over(_)),
    )


def open_items(step: Step, ticks: Ticks) -> tuple[Item, ...]:
    """Return the items of `step` that nobody has ticked or chosen."""
    given = ticks.get(step.slug, {})
    return tuple(item for item in step.items if item.slug not in given)


def is_done(step: Step, ticks: Ticks) -> bool:
    """Return whether the pair was there and left nothing open."""
    return step.slug in ticks and not any(
        item.slug not in OPTIONAL for item in open_items(step, ticks)
    )


def is_renewal(ticks: Ticks) -> bool:
    """Return whether the pair took the short path."""
    return "renewal" in ticks.get(WELCOME, {})


def beside(slug: str, ticks: Ticks) -> tuple[str, str]:
    """Return the steps before and after `slug` on the path of this talk; "" at its ends."""
    path = SHORT if is_renewal(ticks) else SLUGS
    here = SLUGS.index(slug)
    before = [one for one in path if SLUGS.index(one) < here]
    after = [one for one in path if SLUGS.index(one) > here]
    return (before or [""])[-1], (after or [""])[0]


def missing(asked: Iterable[Step], ticks: Ticks) -> tuple[tuple[Step, Item], ...]:
    """Return the papers and places that are not in order, or were not looked at.

    A renewal does not ask for the workplace again.
    """
    looked_at = (PAPERS,) if is_renewal(ticks) else (PAPERS, WORKPLACE)
    return tuple(
        (step, item)
        for step in asked
        if step.slug in looked_at
        for item in step.items
        if OK in item.values and ticks.get(step.slug, {}).get(item.slug) not in SETTLED
    )


def proposed_colour(ticks: Ticks, colours: Mapping[str, str]) -> str:
    """Return the colour that goes with the kind of work, "" before it is known."""
    return colours.get(ticks.get(WORKPLACE, {}).get("kind", ""), "")


def decision(ticks: Ticks) -> Decision:
    """Return what was decided; no outcome and no colour before that."""
    given = ticks.get(DECISION, {})
    old_card = given.get("old_card", NONE) if is_renewal(ticks) else NONE
    return Decision(
        given.get("outcome", ""),
        given.get("colour", ""),
        "discussed" in given,
        "" if old_card == NONE else old_card,
    )
