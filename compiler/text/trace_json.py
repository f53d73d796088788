"""A followed call for programs."""

import json
from typing import Any

from nummerplan.compiler.text.vocabulary.days import comes_twice
from nummerplan.compiler.text.vocabulary.steps import step_sentence
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.document import Document


def trace_json(trace: Trace, linked: LinkedPlan, document: Document) -> str:
    """One object: the call, its steps, and its end; sentences are English."""
    fields = {"version": 1, **trace_fields(trace, linked, document)}
    return json.dumps(fields, indent=2) + "\n"


def trace_fields(trace: Trace, linked: LinkedPlan, document: Document) -> dict[str, Any]:
    """The same, as part of a larger whole."""
    return {
        **call_fields(trace.call),
        "comes_twice": comes_twice(trace.call.moment, linked.plan.company.time_zone),
        "steps": [
            {
                "from": _node(hop.edge.source),
                "to": _node(hop.edge.target),
                "condition": hop.edge.condition,
                "key": hop.edge.key or None,
                "setting": list(hop.edge.route),
                "place": str(document.span(hop.edge.route)),
                "seconds": hop.at,
                "rings": [ring._asdict() for ring in hop.rings],
                "answered_by": hop.answered_by,
                "message": str(step_sentence(hop.edge, linked.numbering)),
            }
            for hop in trace.hops
        ],
        "end": trace.end.key,
        "lost": trace.end in LOST,
        "answered_by": trace.answered_by,
        "seconds": trace.seconds,
        "unused_keys": list(trace.unused_keys),
        "notes": [str(note) for note in trace.notes],
    }


def call_fields(call: Call) -> dict[str, Any]:
    """All that is needed to follow a call again."""
    return {
        "dial": _node(call.entry),
        "at": call.moment.isoformat(timespec="minutes"),
        "from": {"kind": call.caller.kind, "number": call.caller.number, "user": call.caller.user},
        "press": list(call.keys),
        "people": dict(call.states),
    }


def _node(node: Node) -> dict[str, str]:
    return {"kind": node.kind, "key": node.key}
