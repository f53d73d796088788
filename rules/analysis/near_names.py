"""Which objects a destination probably meant that leads to nothing."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from nummerplan.model.calls.linked_plan import LinkedPlan

MOST = 2_000
"""So many pairs of texts are compared: where more is wrong, one mistake no longer explains another."""
LIKENESS = 0.75


def meant_by_a_slip(keys: Sequence[str], linked: LinkedPlan) -> frozenset[str]:
    """Of these keys the ones that resemble a destination to which nothing answers."""
    lost = {use.text.casefold() for use in linked.destinations if use.node is None}
    if not lost or len(lost) * len(keys) > MOST:
        return frozenset()
    return frozenset(key for key in keys if any(_alike(key.casefold(), text) for text in lost))


def _alike(key: str, text: str) -> bool:
    return SequenceMatcher(None, key, text, autojunk=False).ratio() >= LIKENESS
