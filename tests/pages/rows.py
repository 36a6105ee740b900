"""The form of the permission table: what one row says, and the patterns of its answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tests.pages.scene import INSIDE, OUTSIDE, ROLES, SIGNED_OUT, Scene

Answers = Mapping[str, int]
Facts = Mapping[str, Any]


def only(*who: str, gets: int = 200, others: int = 403) -> Answers:
    """These people get one answer, the others who are signed in another; the rest sign in first."""
    assert set(who) <= set(ROLES), f"nobody is called {set(who) - set(ROLES)}"
    return {
        **dict.fromkeys(ROLES, others),
        **dict.fromkeys(SIGNED_OUT, 302),
        **dict.fromkeys(who, gets),
    }


SIGNED_IN = only(*INSIDE, *OUTSIDE, "keeper")
READERS = only(*INSIDE, "keeper")
OFFICERS = only("owner", "deskmate")
REVIEWERS = only("reviewer")
# System administrators oversee all zones; the administrator of another zone does not.
ADMINISTRATORS = only("administrator", "keeper")
KEEPERS = only("keeper", others=302)
EVERYBODY = dict.fromkeys(ROLES, 200)
NOT_THERE = only(gets=0, others=404)


def going_on(answers: Answers) -> Answers:
    """The same people, sent on to the next page (302) where they would have been shown one."""
    return {who: 302 if answer == 200 else answer for who, answer in answers.items()}


def missing(answers: Answers) -> Answers:
    """The same people, told that there is no such thing (404) where they might have read it."""
    return {who: 404 if answer == 200 else answer for who, answer in answers.items()}


@dataclass(frozen=True)
class Page:
    """What each person gets who opens an address. A page that has no ``Form`` row takes no POST."""

    name: str
    address: str
    answers: Answers
    given: Callable[[Scene], Facts] = field(default=lambda _scene: {})


@dataclass(frozen=True)
class Form:
    """What each person gets who sends ``data``, which would succeed, to an address.

    ``given`` sets the scene and answers with facts that ``address`` and the texts of ``data`` may
    name in braces. ``changes`` is the model that those for whom it succeeds change: for everybody
    else not one row of the product's tables is written. ``by`` names the former where the answer
    alone does not tell (by default: all who are signed in and answered 200 to 399).
    """

    name: str
    address: str
    answers: Answers
    data: Mapping[str, Any]
    changes: type[models.Model] | None
    given: Callable[[Scene], Facts] = field(default=lambda _scene: {})
    by: frozenset[str] | None = None

    @property
    def succeeds(self) -> frozenset[str]:
        """Those who change something by it."""
        if self.by is not None:
            return self.by
        return frozenset(
            who for who, answer in self.answers.items() if answer < 400 and who not in SIGNED_OUT
        )


@dataclass(frozen=True)
class Verb:
    """Who may do a verb; ``do(scene, by, facts)`` calls it with what succeeds for them.

    For everybody else it raises ``NotAllowed`` and not one row of the product is written. Besides
    the people of the scene, ``system`` stands for the person in whose name jobs act.
    """

    name: str
    may: frozenset[str]
    do: Callable[..., Any]
    given: Callable[[Scene], Facts] = field(default=lambda _scene: {})


def filled(text: Any, facts: Facts) -> Any:
    """A text with the facts that it names in braces; what is no text stays, made if it is made."""
    if callable(text):
        return text(facts)
    return text.format(**facts) if isinstance(text, str) else text
