"""What a check has to show: findings, and how much was looked at."""

from dataclasses import dataclass
from typing import NamedTuple

from nummerplan.model.calls.proof import PlanProof
from nummerplan.model.finding import LocatedFinding


class StaleEntry(NamedTuple):
    """A known finding that is no longer there: its file as the baseline names it, its rule and its object."""

    plan: str
    rule: str
    object: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read and judged, and what was left out: a file that was not read is never clean.

    `not_read` are other YAML files in the folders of the plans. `suppressed` findings have a comment with a
    reason, `baselined` ones stand in the baseline, `fixed` ones were fixed in this run: none is shown. `unchanged`
    plans are those that nobody changed `since` a revision: they were only held against the others. `stale` are entries
    of the baseline that nothing is left of.
    """

    plans: int = 0
    objects: int = 0
    files: int = 0
    not_read: tuple[str, ...] = ()
    suppressed: int = 0
    baselined: int = 0
    fixed: int = 0
    unchanged: int = 0
    since: str | None = None
    stale: tuple[StaleEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in the order in which they are shown, its coverage, and the proofs if they were wanted."""

    findings: tuple[LocatedFinding, ...] = ()
    coverage: Coverage = Coverage()
    proofs: tuple[PlanProof, ...] | None = None
    prove_all: bool = False
    """Whether colleagues' calls are to be proven too: then they count in what is shown as failed."""
