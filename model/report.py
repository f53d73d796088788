"""What a check has to show: findings, and how much was looked at."""

from dataclasses import dataclass

from nummerplan.model.calls.proof import PlanProof
from nummerplan.model.finding import LocatedFinding


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read and judged, and what was left out: a file that was not read is never clean.

    `not_read` are other YAML files in the folders of the plans. `suppressed` findings have a comment with a
    reason, `baselined` ones stand in the baseline, `fixed` ones were fixed in this run: none is shown.
    `unchanged` plans are as they were at the revision `since`: only what is said of all plans together was asked of
    them.
    """

    plans: int = 0
    objects: int = 0
    files: int = 0
    not_read: tuple[str, ...] = ()
    suppressed: int = 0
    baselined: int = 0
    fixed: int = 0
    since: str | None = None
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in the order in which they are shown, its coverage, and the proofs if they were wanted."""

    findings: tuple[LocatedFinding, ...] = ()
    coverage: Coverage = Coverage()
    proofs: tuple[PlanProof, ...] | None = None
