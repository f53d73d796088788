"""What a rule has to say about a plan. Making a finding prints nothing and stops nothing."""

from dataclasses import dataclass
from enum import StrEnum

from nummerplan.model.calls.witness import Claim, Witness
from nummerplan.model.message import Message
from nummerplan.model.source import Route, Span


class Level(StrEnum):
    """An error loses calls or makes a setting unusable, a warning loses some or surprises, advice is a choice."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for advice."""
        return {Level.ERROR: 2, Level.WARNING: 1, Level.ADVICE: 0}[self]


@dataclass(frozen=True, slots=True)
class SetValue:
    """Write another text where the value at this route stands."""

    route: Route
    text: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Write another key where the last step of this route stands."""

    route: Route
    key: str


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Add `key: text` to the mapping at this route."""

    route: Route
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Write another text over a stretch of a file: for what is wrong between the keys and values."""

    span: Span
    text: str


Edit = SetValue | RenameKey | AddEntry | ReplaceText
"""One change to a plan, mostly by route; `compiler/findings/fix_edits.py` turns it into a text edit."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to fix a finding. `safe` means that it cannot change what a caller meets except as the message says."""

    message: Message
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """The other end of a finding: a second place and what is to be seen there."""

    where: Route | Span
    message: Message
    on_key: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a plan.

    `where` is a route into the plan (or a span, for what is wrong before there is a plan); `on_key` points at the key
    instead of the value. A finding about routing says in `claim` what calls do; the compiler then looks for one that
    shows it, and fills in `witness` and, as `path`, its way. `rule` and `level` are filled in from the rule that
    yielded it; a rule sets `level` itself only where its page says that it differs. `other_plan` names another plan
    that takes part, where a rule judges several together.
    """

    where: Route | Span
    message: Message
    on_key: bool = False
    remarks: tuple[Remark, ...] = ()
    help: Message | None = None
    fix: Fix | None = None
    path: tuple[Remark, ...] = ()
    level: Level | None = None
    rule: str = ""
    claim: Claim | None = None
    witness: Witness | None = None
    other_plan: str = ""


@dataclass(frozen=True, slots=True)
class LocatedRemark:
    """A remark whose route has become a span."""

    span: Span
    message: Message


@dataclass(frozen=True, slots=True)
class LocatedEdit:
    """An edit that has become a text to write over a span."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding whose routes have become spans, ready to be shown.

    `object` names what it is about ("users.receptie"), for baselines and reports. `edits` are those of `fix`; none when
    the plan has no place for one of them.
    """

    rule: str
    code: str
    level: Level
    span: Span
    message: Message
    object: str
    remarks: tuple[LocatedRemark, ...] = ()
    help: Message | None = None
    fix: Fix | None = None
    path: tuple[LocatedRemark, ...] = ()
    edits: tuple[LocatedEdit, ...] = ()
    witness: Witness | None = None
    claim: Claim | None = None
