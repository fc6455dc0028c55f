"""The interview at the desk: the talk itself, the second person, the card."""

from intake.views.desk.cards import card, card_destroyed, keep_slip
from intake.views.desk.pair import confirm
from intake.views.desk.talk import begin, done, step

__all__ = ["begin", "card", "card_destroyed", "confirm", "done", "keep_slip", "step"]
