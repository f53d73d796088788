"""What a rule is: a name, a code, a level, a page, and two small plans that show it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nummerplan.model.finding import Finding, Level

if TYPE_CHECKING:
    from nummerplan.model.calls.linked_plan import LinkedPlan


@dataclass(frozen=True, slots=True)
class About:
    """What a rule file says of itself, in a constant named `ABOUT`.

    `bad` and `good` are plans, or parts of one. A line of `bad` on which the rule must report ends in `# <-`; nothing
    else may be reported by this rule, and nothing at all in `good`. They are the rule's tests and stand on its page.
    `manual` names the section of the source manual that asks for it ("6.4.1"), or is empty. `gives_way_to` are rules
    that say it better: what one of them reports at the same place is not said twice. `of_secrets` judges the text of
    secrets: it says all that it can only once a provider of secrets is named.
    """

    code: str
    level: Level
    bad: str
    good: str
    manual: str = ""
    gives_way_to: tuple[str, ...] = ()
    of_secrets: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One judgement: one file in `rules/`, whose name is the rule's name and whose docstring is its page.

    `check` judges one plan and `check_repository` all plans of a run together; a rule has at most one of them. A rule
    without either is reported by the reader, the binder or the suppressions, under its name.
    """

    name: str
    about: About
    page: str
    check: "Callable[[LinkedPlan], Iterator[Finding]] | None" = None
    check_repository: "Callable[[list[LinkedPlan]], Iterator[tuple[LinkedPlan, Finding]]] | None" = None

    @property
    def code(self) -> str:
        """Given once, never reused: NP followed by three digits."""
        return self.about.code

    def is_meant_by(self, word: str) -> bool:
        """Whether a word means this rule: its name, its code, or the beginning of its code."""
        return word == self.name or (word.startswith("NP") and self.code.startswith(word))

    @property
    def summary(self) -> str:
        """The first line of the page, without its full stop."""
        return self.page.strip().splitlines()[0].rstrip(".")
