"""Two plans in, what callers notice of the change out, as the public API gives it."""

import json
from pathlib import Path
from typing import Any

from nummerplan.compiler.difference.compare_plans import Compared, together
from nummerplan.compiler.difference.read_sides import Plans, with_recordings
from nummerplan.compiler.difference.report import Runnable, difference_fields, difference_json, outgoing_fields
from nummerplan.model.calls.difference import Difference, OutgoingDifference
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.results import DifferenceResult, Differences, OutgoingResult, parts_of

IN_FILES = Runnable(old=True, new=True)


def compare_loaded(old: LoadedPlan, new: LoadedPlan) -> Differences:
    """What is different for callers, and for colleagues who call out. Raises `PlanError` for a plan without a text."""
    old.must_be_usable()
    new.must_be_usable()
    (compared,) = together(_side(old), _side(new))
    rows: list[DifferenceResult | OutgoingResult] = [_heard(one, compared) for one in compared.differences]
    rows += map(_dialled, compared.outgoing)
    return Differences(rows, lambda: difference_json([compared], IN_FILES), alike=compared.alike)


def _side(plan: LoadedPlan) -> Plans:
    return Plans(plan.name, {Path(plan.name).name: with_recordings(plan)}, in_files=True)


def _heard(found: Difference, compared: Compared) -> DifferenceResult:
    def written() -> str:
        if compared.old is None or compared.new is None:
            raise LookupError("two plans were compared")
        return _json(difference_fields(found, compared.old, compared.new, IN_FILES))

    return DifferenceResult(**parts_of(found), json=written)


def _dialled(found: OutgoingDifference) -> OutgoingResult:
    return OutgoingResult(**parts_of(found), json=lambda: _json(outgoing_fields(found)))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
