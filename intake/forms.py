"""The pages of the interview as forms: ticks and choices, built from the checklist.

There is no field for text, numbers, dates or files here, and a test keeps it so.
"""

from typing import Any

from django import forms

from intake.checklist import Step
from intake.items import Item


class StepForm(forms.Form):
    """One step; nothing is required, so that the pair can go anywhere at any time."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        for item in step.items:
            self.fields[item.slug] = field_of(item)

    @property
    def rows(self) -> list[tuple[Item, forms.BoundField]]:
        """Each item beside its field, for the template."""
        return [(item, self[item.slug]) for item in self.step.items]

    @property
    def by_slug(self) -> dict[str, tuple[Item, forms.BoundField]]:
        return {item.slug: (item, field) for item, field in self.rows}


def field_of(item: Item) -> forms.BooleanField | forms.ChoiceField:
    """Return the field that takes the values of `item` and no others."""
    if not item.choices:
        return forms.BooleanField(label=item.label, required=False)
    return forms.ChoiceField(
        label=item.label,
        choices=item.choices,
        required=False,
        widget=forms.Select if item.is_long else forms.RadioSelect,
    )
