"""The certificate of a plan: what is proven of each number, and on what it rests, for programs."""

from typing import Any

from nummerplan import __version__
from nummerplan.compiler.proof_text import command_of, witness_text
from nummerplan.compiler.trace_json import call_fields
from nummerplan.model.call_way import called, told
from nummerplan.model.case import Case
from nummerplan.model.message import Translate
from nummerplan.model.proof import EntryProof, Loss, PlanProof
from nummerplan.model.situation import Situation


def proof_fields(proof: PlanProof, translate: Translate) -> dict[str, Any]:
    """One plan. `situations` are numbered from 0; entries and losses name them by their numbers."""
    numbers = Numbers(translate)
    entries = [_entry(entry, numbers, proof.case, translate) for entry in proof.entries]
    return {
        "plan": proof.case.name,
        "verdict": proof.verdict,
        "sha256": proof.sha256,
        "files": [{"file": file.name, "sha256": file.sha256} for file in proof.files],
        "tool": {"name": "nummerplan", "version": __version__},
        "assumptions": [
            {"name": one.name, "message": one.text.text(translate), "value": one.value} for one in proof.assumptions
        ],
        "left_to_users": [{"setting": setting, "objects": keys} for setting, keys in proof.left_to_users.items()],
        "unheld_numbers": [{"first": first, "last": last} for first, last in proof.unheld],
        "situations": [{"name": name, "sample": sample} for name, sample in numbers.known],
        "entries": entries,
    }


class Numbers:
    """Situations by number, each once: thousands of extensions meet the same few."""

    def __init__(self, translate: Translate) -> None:
        self.known: dict[tuple[str, str], int] = {}
        self._translate = translate

    def of(self, situation: Situation) -> int:
        """The number of a situation."""
        key = situation.name.text(self._translate), situation.sample.isoformat(timespec="minutes")
        return self.known.setdefault(key, len(self.known))


def _entry(proof: EntryProof, numbers: Numbers, case: Case, translate: Translate) -> dict[str, Any]:
    return {
        "kind": proof.entry.kind,
        "key": proof.entry.key,
        "name": called(proof.entry, case.numbering).text(translate),
        "callers": "external" if proof.external else "internal",
        "verdict": proof.verdict,
        "situations": [numbers.of(situation) for situation in proof.situations],
        "branches": proof.branches,
        "undecided": proof.undecided,
        "losses": [_loss(loss, numbers, case, translate) for loss in proof.losses],
    }


def _loss(loss: Loss, numbers: Numbers, case: Case, translate: Translate) -> dict[str, Any]:
    return {
        "situation": numbers.of(loss.situation),
        "end": loss.lost.end.key,
        "message": witness_text(loss.witness).text(translate),
        "witness": call_fields(loss.witness),
        "steps": [told(edge, case.numbering).text(translate) for edge in loss.lost.edges],
        "command": command_of(loss.witness.entry, loss.witness, case),
    }
