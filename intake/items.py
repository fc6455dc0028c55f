"""What is ticked or chosen in each step of the interview, in the words of the page.

Ticks and choices only: no item can hold a word of what is said or a number of a paper.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Words = Callable[[str], str]
Choices = tuple[tuple[str, str], ...]  # (value, label)

ON = "on"
OK, NOT_YET, NOT_SEEN, NOT_NEEDED = "ok", "not_yet", "not_seen", "not_needed"
ISSUE = "issue"
NONE = "none"
SETTLED = frozenset({OK, NOT_NEEDED})

LONG = 8
# A talk is whole without these: they belong to some talks only.
OPTIONAL = frozenset({"discussed", "renewal", "old_card"})


@dataclass(frozen=True)
class Item:
    """A tick, or with `choices` (value, label) a choice of one; where to look, what to match."""

    slug: str
    label: str
    choices: Choices = ()
    found: str = ""
    match: str = ""

    @property
    def is_long(self) -> bool:
        """Whether so many choices want a list to pull down."""
        return len(self.choices) > LONG

    @property
    def values(self) -> frozenset[str]:
        """What a browser may send for this item."""
        return frozenset(value for value, _ in self.choices) or frozenset({ON})


def welcome(_: Words) -> tuple[Item, ...]:
    return (
        Item("interpreter", _("The interpreter is here, or is not needed")),
        Item("alone", _("Spoken alone for a part")),
        Item("not_kept", _("Told what we do not keep")),
        Item("passed_on", _("Told what we may pass on, and to whom")),
        Item("renewal", _("Renewal: short path")),
    )


def told(items: Iterable[str], _: Words) -> tuple[Item, ...]:
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


def papers(age: int, _: Words) -> tuple[Item, ...]:
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


def workplace(
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


def decision(old_cards: Choices, _: Words) -> tuple[Item, ...]:
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
        Item(
            "old_card",
            _("Until when is the old card valid?"),
            (*old_cards, (NONE, _("Another month, or no old card: count from today"))),
        ),
        Item("discussed", _("We have discussed this")),
    )


def photo(_: Words) -> tuple[Item, ...]:
    return (Item("right", _("Photo, colour and month are right")),)


def hand_over(_: Words) -> tuple[Item, ...]:
    return (
        Item("pass", _("Pass given")),
        Item("slip", _("Slip given, to keep apart")),
        Item("leaflet", _("Leaflet given and explained")),
        Item("identify", _("Told: “first ask who is asking”")),
        Item("old_pass", _("Old pass cut up, or there is none")),
    )
