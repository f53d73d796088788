"""What became of each thing that an import read: whether the plan says it, and what it could not say."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

from nummerplan.model.deployment.tenant import Identity, Value

ImportOutcome = Literal["mapped", "mapped with a loss", "not mappable", "not understood"]
"""Said by the plan; said otherwise, and left as it is; said by no plan, or left to the platform; not read."""


class ImportedSetting(NamedTuple):
    """One setting of one object, or with an empty `setting` the object itself, and what became of it.

    `said` is what the plan says in its place, where that is something else; `unmanaged` the key by which the plan
    leaves it to the platform.
    """

    identity: Identity
    setting: str
    held: Value
    outcome: ImportOutcome
    said: Value = None
    unmanaged: str = ""


def by_outcome(rows: tuple[ImportedSetting, ...]) -> Mapping[ImportOutcome, int]:
    """How many of each outcome; together they are all that was read."""
    found = Counter(row.outcome for row in rows)
    outcomes: tuple[ImportOutcome, ...] = ("mapped", "mapped with a loss", "not mappable", "not understood")
    return {outcome: found[outcome] for outcome in outcomes}
