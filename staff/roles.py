"""Who may do what: four roles, and the mark that puts a role on a page.

An address table reads like a sentence: `only(INTERVIEWERS, [path(...), ...])`.
A staff page without a mark is refused to everybody.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """The value is the name of Django's group."""

    GGD = "ggd"
    OOV = "oov"
    COORDINATOR = "coordinator"
    INSPECTOR = "inspector"


INTERVIEWERS = frozenset({Role.GGD, Role.OOV})
COORDINATORS = frozenset({Role.COORDINATOR})
EVERYBODY = frozenset(Role)

Pages = TypeVar("Pages", bound=Iterable[Any])


def only(roles: frozenset[Role], pages: Pages) -> Pages:
    """Mark each page (a Django path) as open to these roles and to nobody else."""
    for page in pages:
        page.callback.roles = roles
    return pages


def by_itself(view: View) -> View:
    """Mark a page that the browser fetches without anybody asking.

    It does not keep a sign-in alive.
    """
    view.is_by_itself = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def other_role(role: Role) -> Role:
    """Return the role that completes the pair of an interview.

    Raises KeyError for a role that holds no interviews.
    """
    return {Role.GGD: Role.OOV, Role.OOV: Role.GGD}[role]
