"""What a comparison says, for programs; sentences are English."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from nummerplan.compiler.difference.compare_plans import Compared
from nummerplan.compiler.difference.difference_text import way_heard
from nummerplan.compiler.difference.read_sides import GIT
from nummerplan.compiler.difference.report import notes
from nummerplan.compiler.text.call_text import command_of
from nummerplan.model.calls.call_graph import LOST
from nummerplan.model.calls.difference import Course, Difference, OutgoingDifference
from nummerplan.model.calls.linked_plan import LinkedPlan


def difference_json(compared: Sequence[Compared]) -> str:
    """All plans as one object."""
    return as_json({"version": 1, "alike": all(plan.alike for plan in compared), "plans": [*map(_plan, compared)]})


def as_json(fields: Mapping[str, Any]) -> str:
    """The text of one object."""
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _plan(plan: Compared) -> dict[str, Any]:
    return {
        "plan": plan.path,
        "old": plan.old.name if plan.old else None,
        "new": plan.new.name if plan.new else None,
        "notes": [str(note) for note in notes(plan)],
        "differences": [difference_fields(found, *plan.both) for found in plan.differences if plan.both],
        "outgoing": [outgoing_fields(found) for found in plan.outgoing],
    }


def outgoing_fields(found: OutgoingDifference) -> dict[str, Any]:
    """What is different for one colleague who calls out."""
    users = {"old": found.user, "new": found.now_user}
    return {"user": users, "what": str(found.what), "was": str(found.was), "now": str(found.now)}


def difference_fields(found: Difference, old: LinkedPlan, new: LinkedPlan) -> dict[str, Any]:
    """One thing that callers notice."""
    return {
        "entry": {"kind": found.entry.kind, "key": found.entry.key},
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
