"""The certificate of a plan: what is proven of each number, and on what it rests, for programs."""

import json
from typing import Any

from nummerplan.compiler.text.call_text import command_of
from nummerplan.compiler.text.proof_text import witness_text
from nummerplan.compiler.text.trace_json import call_fields
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.compiler.text.vocabulary.steps import step_sentence
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof, HandOver, LostCall, PlanProof
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Translate
from nummerplan.model.results import Proof, parts_of
from nummerplan.model.version import VERSION


def proof_result(proof: PlanProof) -> Proof:
    """A proof as the public API gives it."""
    return Proof(**parts_of(proof), json=lambda: json.dumps(proof_fields(proof, str), indent=2) + "\n")


def proof_fields(proof: PlanProof, translate: Translate) -> dict[str, Any]:
    """One plan. An entry names its place in `times`, a loss that of its situation there, both from 0."""
    times = {entry.clocks: entry.situations for entry in proof.entries}
    places = {clocks: place for place, clocks in enumerate(times)}
    return {
        "plan": proof.linked.name,
        "verdict": proof.verdict,
        "sha256": proof.sha256,
        "files": [{"file": file.name, "sha256": file.sha256} for file in proof.files],
        "tool": {"name": "nummerplan", "version": VERSION},
        "assumptions": [
            {"name": one.name, "message": one.text.text(translate), "value": one.value} for one in proof.assumptions
        ],
        "left_to_users": [{"setting": setting, "objects": keys} for setting, keys in proof.left_to_users.items()],
        "unheld_numbers": [{"first": first, "last": last} for first, last in proof.unheld],
        "times": [_time(clocks, found, translate) for clocks, found in times.items()],
        "entries": [_entry(entry, places[entry.clocks], proof.linked, translate) for entry in proof.entries],
    }


def _time(clocks: tuple[Clock, ...], found: tuple[Situation, ...], translate: Translate) -> dict[str, Any]:
    """How some clocks cut time: thousands of extensions meet the same few."""
    return {
        "clocks": [{"schedule": clock.schedule, "holidays": clock.holidays} for clock in clocks],
        "situations": [
            {
                "name": situation.name.text(translate),
                "sample": situation.sample.isoformat(timespec="minutes"),
                "open": list(situation.open),
            }
            for situation in found
        ],
    }


def _entry(proof: EntryProof, times: int, linked: LinkedPlan, translate: Translate) -> dict[str, Any]:
    return {
        "kind": proof.entry.kind,
        "key": proof.entry.key,
        "name": place_name(proof.entry, linked.numbering).text(translate),
        "callers": "external" if proof.external else "internal",
        "verdict": proof.verdict,
        "times": times,
        "situations": len(proof.situations),
        "branches": proof.branches,
        "undecided": len(proof.undecided),
        "losses": [_loss(loss, proof, linked, translate) for loss in proof.losses],
        "handed_over": [_handed_over(one, proof, linked, translate) for one in proof.handed_over],
        "handed_over_decided": not proof.perhaps_more,
    }


def _handed_over(one: HandOver, proof: EntryProof, linked: LinkedPlan, translate: Translate) -> dict[str, Any]:
    return {
        "situation": proof.situations.index(one.situation),
        "to": {"kind": one.to.kind, "key": one.to.key, "name": place_name(one.to, linked.numbering).text(translate)},
        "when": one.when,
        "witness": call_fields(one.witness),
        "command": command_of(one.witness, linked),
    }


def _loss(loss: LostCall, proof: EntryProof, linked: LinkedPlan, translate: Translate) -> dict[str, Any]:
    return {
        "situation": proof.situations.index(loss.situation),
        "end": loss.end.key,
        "message": witness_text(loss.witness).text(translate),
        "witness": call_fields(loss.witness),
        "steps": [step_sentence(edge, linked.numbering).text(translate) for edge in loss.edges],
        "command": command_of(loss.witness, linked),
    }
