"""Two plans in, what callers notice of the change out, as the public API gives it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nummerplan.compiler.difference.compare_plans import compare_plans
from nummerplan.compiler.difference.difference_json import as_json, difference_fields, difference_json, outgoing_fields
from nummerplan.compiler.difference.read_sides import with_recordings
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.results import DifferenceResult, Differences, OutgoingResult, parts_of


def compare_loaded(old: LoadedPlan, new: LoadedPlan) -> Differences:
    """What is different for callers, and for colleagues who call out. Raises `PlanError` for a plan without a text."""
    old.must_be_usable()
    new.must_be_usable()
    path = Path(new.name).name
    (compared,) = compare_plans({path: with_recordings(old)}, {path: with_recordings(new)})
    plans = old.linked, new.linked
    rows: list[DifferenceResult | OutgoingResult] = []
    for one in compared.differences:
        rows.append(DifferenceResult(**parts_of(one), json=_written(difference_fields, one, *plans)))
    for call in compared.outgoing:
        rows.append(OutgoingResult(**parts_of(call), json=_written(outgoing_fields, call)))
    return Differences(rows, lambda: difference_json([compared]), alike=compared.alike)


def _written(fields: Callable[..., Mapping[str, Any]], *of: Any) -> Callable[[], str]:
    return lambda: as_json(fields(*of))
