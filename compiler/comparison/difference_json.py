"""What callers notice of a change, for programs: as JSON, and as the public API gives it; sentences are English."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nummerplan.compiler.causes.cause_text import cause_sentence
from nummerplan.compiler.causes.setting_words import values_in_words
from nummerplan.compiler.comparison.compare_plans import Compared, compare_plans
from nummerplan.compiler.comparison.read_sides import GIT, with_recordings
from nummerplan.compiler.comparison.report import notes
from nummerplan.compiler.difference.difference_text import way_heard
from nummerplan.compiler.text.call_text import command_of
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.cause import Cause
from nummerplan.model.calls.difference import Course, Difference, OutgoingDifference
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.results import DifferenceResult, Differences, OutgoingResult, parts_of


def compare_loaded(old: LoadedPlan, new: LoadedPlan) -> Differences:
    """What is different for callers, and for colleagues who call out. Raises `PlanError` for a plan without a text."""
    old.must_be_usable()
    new.must_be_usable()
    path, plans = Path(new.name).name, (old.linked, new.linked)
    (compared,) = compare_plans({path: with_recordings(old)}, {path: with_recordings(new)})
    rows: list[DifferenceResult | OutgoingResult] = [
        DifferenceResult(**parts_of(one), json=_written(_difference, one, *plans)) for one in compared.differences
    ]
    rows += [OutgoingResult(**parts_of(one), json=_written(_outgoing, one)) for one in compared.outgoing]
    return Differences(rows, lambda: difference_json([compared]), alike=compared.alike, causes=compared.causes)


def difference_json(compared: Sequence[Compared]) -> str:
    """All plans as one object."""
    return _written(_all, compared)()


def _written(fields: Callable[..., Mapping[str, Any]], *of: Any) -> Callable[[], str]:
    return lambda: json.dumps(fields(*of), indent=2) + "\n"


def _all(compared: Sequence[Compared]) -> dict[str, Any]:
    return {"version": 1, "alike": all(plan.alike for plan in compared), "plans": [*map(_plan, compared)]}


def _plan(plan: Compared) -> dict[str, Any]:
    return {
        "plan": plan.path,
        "old": plan.old.name if plan.old else None,
        "new": plan.new.name if plan.new else None,
        "notes": [str(note) for note in notes(plan)],
        "causes": [_cause(cause, plan.new) for cause in plan.causes if plan.new],
        "differences": [_difference(found, *plan.both) for found in plan.differences if plan.both],
        "outgoing": [_outgoing(found) for found in plan.outgoing],
    }


def _cause(cause: Cause, new: LinkedPlan) -> dict[str, Any]:
    return {
        "what": str(cause_sentence(cause, new.numbering)),
        "changes": [
            {
                "kind": change.kind,
                "section": change.section,
                "key": change.key.rstrip("~") or None,
                "setting": ".".join(change.setting) or None,
                **{name: str(words) if words else None for name, words in values_in_words(change).items()},
            }
            for change in cause.changes
        ],
        **{name: [*map(_entry, getattr(cause, name))] for name in ("entries", "together", "covered")},
        "users": list(cause.users),
        "decided": cause.decided,
    }


def _entry(entry: Node) -> dict[str, str]:
    return {"kind": entry.kind, "key": entry.key}


def _outgoing(found: OutgoingDifference) -> dict[str, Any]:
    users = {"old": found.user, "new": found.now_user}
    return {"user": users, "what": str(found.what), "was": str(found.was), "now": str(found.now)}


def _difference(found: Difference, old: LinkedPlan, new: LinkedPlan) -> dict[str, Any]:
    return {
        "entry": _entry(found.entry),
        "callers": [{"kind": caller.kind, "number": caller.number} for caller in found.callers],
        "times": str(found.times.name),
        "situations": [
            {"name": str(one.name), "sample": one.sample.isoformat(timespec="minutes")} for one in found.situations
        ],
        "press": list(found.keys),
        "people": {person.removeprefix("+"): state for person, state in found.people},
        "decided": found.decided,
        "simplest": found.simplest,
        "was": _course(found.was, found, old),
        "now": _course(found.now, found, new),
    }


def _course(course: Course | None, found: Difference, linked: LinkedPlan) -> dict[str, Any] | None:
    if course is None:
        return None
    call = course.call
    return {
        "way": str(way_heard(course, found, linked)),
        "heard": str(course.heard),
        "end": course.trace.end.key,
        "lost": course.trace.end in LOST,
        "call": {
            "dial": call.entry.key,
            "at": call.moment.isoformat(timespec="minutes"),
            "from": {"kind": call.caller.kind, "number": call.caller.number},
            "press": list(call.keys),
            "people": dict(call.states),
        },
        "trace": None if linked.name.startswith(GIT) else command_of(call, linked),
    }
