"""The interview: its eight steps, what is ticked in each, and what follows from the ticks.

Ticks and choices only: no item can hold a word of what is said or a number of a paper.
Ticks travel as `{"papieren": {"kvk": "ok", ...}, "welkom": {"alone": "on"}}`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from intake.policy import Interview

Words = Callable[[str], str]
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

ON = "on"
OK, NOT_YET, NOT_SEEN, NOT_NEEDED = "ok", "not_yet", "not_seen", "not_needed"
ISSUE = "issue"
SETTLED = frozenset({OK, NOT_NEEDED})


@dataclass(frozen=True)
class Item:
    """A tick, or with `choices` (value, label) a choice of one; where to look, what to match."""

    slug: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    found: str = ""
    match: str = ""

    @property
    def values(self) -> frozenset[str]:
        """What a browser may send for this item."""
        return frozenset(value for value, _ in self.choices) or frozenset({ON})


@dataclass(frozen=True)
class Step:
    """One page of the interview; `name` is that of its template."""

    slug: str
    name: str
    title: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What the pair decided: `outcome` is "issue" or "not_yet", `colour` a policy word."""

    outcome: str
    colour: str
    is_discussed: bool

    @property
    def gives_pass(self) -> bool:
        return self.outcome == ISSUE and bool(self.colour)


def steps(policy: Interview, kinds: Iterable[str], _: Words) -> tuple[Step, ...]:
    """Return the steps in order; `kinds` are the kinds of work that the town knows."""
    return (
        Step(WELCOME, "welcome", _("Welcome"), _welcome(_)),
        Step(
            INFORMATION, "information", _("Information"), _told(policy.information, _)
        ),
        Step(PAPERS, "papers", _("Papers"), _papers(policy.minimum_age, _)),
        Step(
            WORKPLACE,
            "workplace",
            _("Workplace and sleeping place"),
            _workplace(tuple(kinds), policy.sleep_in_workroom, _),
        ),
        Step(WISHES, "wishes", _("Wishes and worries")),
        Step(DECISION, "decision", _("Decision"), _decision(_)),
        Step(PHOTO, "pass", _("Photo and pass"), _pass(_)),
        Step(HAND_OVER, "hand_over", _("Hand over"), _hand_over(_)),
    )


def open_items(step: Step, ticks: Ticks) -> tuple[Item, ...]:
    """Return the items of `step` that nobody has ticked or chosen."""
    given = ticks.get(step.slug, {})
    return tuple(item for item in step.items if item.slug not in given)


def is_done(step: Step, ticks: Ticks) -> bool:
    """Return whether the pair was there and left nothing open."""
    return step.slug in ticks and not any(
        item.slug != "discussed" for item in open_items(step, ticks)
    )


def missing(asked: Iterable[Step], ticks: Ticks) -> tuple[tuple[Step, Item], ...]:
    """Return the papers and places that are not in order, or were not looked at."""
    return tuple(
        (step, item)
        for step in asked
        if step.slug in (PAPERS, WORKPLACE)
        for item in step.items
        if OK in item.values and ticks.get(step.slug, {}).get(item.slug) not in SETTLED
    )


def proposed_colour(ticks: Ticks, colours: Mapping[str, str]) -> str:
    """Return the colour that goes with the kind of work, "" before it is known."""
    return colours.get(ticks.get(WORKPLACE, {}).get("kind", ""), "")


def decision(ticks: Ticks) -> Decision:
    """Return what was decided; no outcome and no colour before that."""
    given = ticks.get(DECISION, {})
    return Decision(
        given.get("outcome", ""), given.get("colour", ""), "discussed" in given
    )


def _welcome(_: Words) -> tuple[Item, ...]:
    return (
        Item("interpreter", _("The interpreter is here, or is not needed")),
        Item("alone", _("Spoken alone for a part")),
        Item("not_kept", _("Told what we do not keep")),
        Item("passed_on", _("Told what we may pass on, and to whom")),
    )


def _told(items: Iterable[str], _: Words) -> tuple[Item, ...]:
    labels = {
        "health": _("Health: tests free and without a name, own doctor"),
        "rights": _("Rights: you choose clients, acts and manner"),
        "saying_no": _("Saying no: always, also halfway"),
        "safety": _("Safety: 112, violence, someone forces you or takes your papers"),
        "help": _("Help: where, and that it needs no pass"),
        "tax": _("Work and money: tax, own bank account, working hours"),
        "something_else": _(
            "Something else: lessons, other work, stopping if you want"
        ),
        "who_may_ask": _(
            "The pass: who may ask for it; they identify themselves first"
        ),
    }
    said_back = Item("said_back", _("“What do you take from this?” heard in own words"))
    return (*(Item(item, labels[item]) for item in items), said_back)


def _states(_: Words) -> tuple[tuple[str, str], ...]:
    return (
        (OK, _("In order")),
        (NOT_YET, _("Not yet")),
        (NOT_SEEN, _("Not looked at")),
    )


def _papers(age: int, _: Words) -> tuple[Item, ...]:
    states = _states(_)
    return (
        Item(
            "identity",
            _("ID valid, same face"),
            states,
            _("Passport or ID card: date on the front."),
            _("Date not past; the face is this face."),
        ),
        Item(
            "age",
            _("Age"),
            states,
            _("Date of birth on passport or ID card."),
            _("%(age)s or older today.") % {"age": age},
        ),
        Item(
            "work",
            _("Right to work"),
            states,
            _("EEA or Switzerland: passport or ID card. Else: residence card, back."),
            _("It says: free to work, or work as self-employed."),
        ),
        Item(
            "kvk",
            _("KVK (business register)"),
            (*states, (NOT_NEEDED, _("Not needed (opting-in)"))),
            _("Extract on paper: top, name of the business."),
            _("Name is that on the ID; business not closed. Opting-in: not needed."),
        ),
        Item(
            "bsn",
            _("BSN (citizen service number)"),
            states,
            _("Letter of RNI or BRP, or back of the ID card."),
            _("Name and date of birth are those on the ID."),
        ),
        Item(
            "address",
            _("Home address or RNI registration"),
            states,
            _("BRP extract, or the RNI letter."),
            _(
                "Name is that on the ID; an address in the Netherlands or RNI. "
                "Do not write it down."
            ),
        ),
    )


def _workplace(
    kinds: tuple[str, ...], sleep_in_workroom: bool, _: Words
) -> tuple[Item, ...]:
    labels = {
        "window": _("Window"),
        "club": _("Club or private house"),
        "massage": _("Massage salon"),
        "escort": _("Escort"),
        "street_zone": _("Street zone"),
        "home": _("At home"),
    }
    return (
        Item(
            "kind",
            _("Kind of work"),
            tuple((kind, labels[kind]) for kind in kinds),
            _("It proposes the colour of the pass."),
        ),
        Item(
            "licence",
            _("Operator with a licence"),
            _states(_),
            _("The operator is on the list of licensed businesses."),
        ),
        Item(
            "sleep",
            _("Place to sleep"),
            _states(_),
            _("May be the same place.")
            if sleep_in_workroom
            else _("Another place than the workroom."),
            _("No address: do not ask for it here."),
        ),
    )


def _decision(_: Words) -> tuple[Item, ...]:
    return (
        Item(
            "outcome",
            _("What is decided?"),
            ((ISSUE, _("Give the pass")), (NOT_YET, _("Not yet"))),
        ),
        Item(
            "colour",
            _("Colour of the pass"),
            (("white", _("White, circle")), ("green", _("Green, triangle"))),
        ),
        Item("discussed", _("We have discussed this")),
    )


def _pass(_: Words) -> tuple[Item, ...]:
    return (Item("right", _("Photo, colour and month are right")),)


def _hand_over(_: Words) -> tuple[Item, ...]:
    return (
        Item("pass", _("Pass given")),
        Item("identify", _("Told: “first ask who is asking”")),
        Item("old_pass", _("Old pass cut up, or there is none")),
    )
