"""What a proof says to people: a line for each number, and for what is lost one call that shows it."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.text.call_text import command_of
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.vocabulary.callers import keys_pressed
from nummerplan.compiler.text.vocabulary.ends import end_sentence
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.compiler.text.vocabulary.people import people_states
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof, HandOver, LostCall, PlanProof
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message, Translate, say

SHOWN_NAMES = 8
SHOWN_HAND_OVERS = 3
SHOWN_LOSSES = 3
"""Ways of being lost that are shown for a number; times at which the same is said of it are joined."""


def proof_text(proof: PlanProof, translate: Translate) -> str:
    """The lines of one plan: its numbers, in order; places at which colleagues call are counted; what is not known."""
    figures = {one.name: one.value for one in proof.assumptions}
    first, last = figures["from"], figures["until"]
    lines = [say("proof of {plan}, from {first} until {last}:", plan=proof.linked.name, first=first, last=last)]
    for entry in proof.of_callers(external=True):
        lines += entry_lines(entry, proof.linked)
    lines += _of_colleagues([*proof.of_callers(external=False)], proof.linked)
    lines += _beyond_proof(proof)
    return "".join(f"{escape_terminal(line.text(translate))}\n" for line in lines)


def assumptions_text(proofs: Sequence[PlanProof], translate: Translate) -> str:
    """What the proofs of a run take for granted, each sentence once; empty when nothing was proven."""
    texts = [one.text for proof in proofs for one in proof.assumptions if one.name not in _IN_THE_FIRST_LINE]
    if not texts:
        return ""
    heading = say("what the proof takes for granted (docs/semantics.md):").text(translate)
    sentences = dict.fromkeys(escape_terminal(text.text(translate)) for text in texts)
    return "".join(f"{line}\n" for line in (heading, *(f"  {sentence}" for sentence in sentences)))


_IN_THE_FIRST_LINE = ("from", "until")


def _of_colleagues(proofs: list[EntryProof], linked: LinkedPlan) -> Iterator[Message]:
    safe = sum(proof.verdict == "no_call_is_lost" for proof in proofs)
    if safe:
        yield say("  extensions at which no colleague's call is lost: {count}", count=safe)
    losing = [proof.entry.key for proof in proofs if proof.losses]
    if losing:
        yield say(
            "  extensions at which one can be lost: {count}: {extensions}",
            count=len(losing),
            extensions=_shortened(losing),
        )
        yield from _examples([proof for proof in proofs if proof.losses], linked)
    open_ = [proof.entry.key for proof in proofs if proof.verdict == "not_decided"]
    if open_:
        yield say(
            "  extensions that are not decided: {count}: {extensions}", count=len(open_), extensions=_shortened(open_)
        )


def _examples(losing: Sequence[EntryProof], linked: LinkedPlan) -> Iterator[Message]:
    """A call for each way in which colleagues lose one; where the same is said of many extensions, of the first."""
    alike: dict[tuple[str, str], EntryProof] = {}
    for proof in losing:
        loss = proof.losses[0]
        alike.setdefault((str(witness_text(loss.witness)), str(end_sentence(loss.end))), proof)
    for proof in list(alike.values())[:SHOWN_NAMES]:
        yield say(
            "    a colleague calls {entry}: {loss}",
            entry=_entry(proof, linked),
            loss=_loss([proof.losses[0]], proof, linked),
        )
        yield say("      {command}", command=command_of(proof.losses[0].witness, linked))


def _entry(proof: EntryProof, linked: LinkedPlan) -> Message:
    return place_name(proof.entry, linked.numbering)


def _loss(losses: Sequence[LostCall], proof: EntryProof, linked: LinkedPlan) -> Message:
    """When a call is lost, what people do, and what the caller hears."""
    return say(
        "{when}, {witness}: {end}",
        when=_times([one.situation for one in losses], proof, linked),
        witness=witness_text(losses[0].witness),
        end=end_sentence(losses[0].end),
    )


def _beyond_proof(proof: PlanProof) -> Iterator[Message]:
    """What the lines above do not speak of."""
    unheld = sum(int(last[1:]) - int(first[1:]) + 1 for first, last in proof.unheld)
    if unheld:
        yield say("  numbers that nobody holds, and that are not in use for callers: {count}", count=unheld)
    for setting, objects in proof.left_to_users.items():
        reason, shown = _LEFT_TO_USERS[setting], _shortened(objects)
        yield say("  {reason}: {count}: {objects}", reason=reason, count=len(objects), objects=shown)


_LEFT_TO_USERS = {
    "forwarding": say("people switch their forwarding by hand, and the proof knows only the plan's"),
    "night_forwarding": say("people switch night forwarding by hand, and the proof knows only the plan's"),
}


def _shortened(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN_NAMES]) + (", ..." if len(names) > SHOWN_NAMES else "")


def entry_lines(proof: EntryProof, linked: LinkedPlan) -> Iterator[Message]:
    """What is proven of one number, and for each way of being lost a call that shows it."""
    entry = _entry(proof, linked)
    if proof.undecided:
        yield say(
            "  {entry}: not decided; situations with too many combinations: {count}",
            entry=entry,
            count=len(proof.undecided),
        )
    elif not proof.losses:
        yield say(
            "  {entry}: no call is lost (situations: {situations}, branches: {branches})",
            entry=entry,
            situations=len(proof.situations),
            branches=proof.branches,
        )
    shown = _said_alike(proof.losses)
    for losses in shown[:SHOWN_LOSSES]:
        yield say("  {entry}: a call is lost: {loss}", entry=entry, loss=_loss(losses, proof, linked))
        yield say("    {command}", command=command_of(losses[0].witness, linked))
    if len(shown) > SHOWN_LOSSES:
        yield say("  {entry}: other calls that are lost: {count}", entry=entry, count=len(shown) - SHOWN_LOSSES)
    yield from _handed_over(proof, entry, linked)


def _handed_over(proof: EntryProof, entry: Message, linked: LinkedPlan) -> Iterator[Message]:
    """To whom calls are handed over, and when: neither lost nor safe. A line for each place and way, with its times."""
    ways: dict[tuple[Node, str], list[HandOver]] = {}
    for one in proof.handed_over:
        ways.setdefault((one.to, one.when), []).append(one)
    for (to, when), found in list(ways.items())[:SHOWN_HAND_OVERS]:
        place = place_name(to, linked.numbering)
        voicemail = say("the network's voicemail of {mobile}", mobile=place) if to.kind == "mobile" else place
        yield say(
            "  {entry}: handed over to {place}, {who}: {times}",
            entry=entry,
            place=voicemail,
            who=_when(when),
            times=_times([one.situation for one in found], proof, linked),
        )
    if len(ways) > SHOWN_HAND_OVERS:
        yield say(
            "  {entry}: other places to which calls are handed over: {count}",
            entry=entry,
            count=len(ways) - SHOWN_HAND_OVERS,
        )
    if proof.perhaps_more:
        yield say("  {entry}: there may be more places to which calls are handed over", entry=entry)


def _when(when: str) -> Message:
    """When a call comes to a place at which it is handed over."""
    known = {"every_call": say("every call"), "nobody_answers": say("when nobody answers")}
    return known.get(when) or say("with the keys {keys}", keys=when)


def _said_alike(losses: Sequence[LostCall]) -> list[list[LostCall]]:
    """Losses of which the same is said, in whatever situations and by whatever way, together."""
    alike: dict[tuple[str, str], list[LostCall]] = {}
    for loss in losses:
        alike.setdefault((str(witness_text(loss.witness)), str(end_sentence(loss.end))), []).append(loss)
    return list(alike.values())


def _times(situations: Sequence[Situation], proof: EntryProof, linked: LinkedPlan) -> Message:
    """All moments of some situations of an entry, under one name."""
    rows = {situation.open for situation in situations}
    together = linked.calls.times(proof.clocks, rows.__contains__) if len(rows) > 1 else None
    return (together or situations[0]).name


def witness_text(call: Call) -> Message:
    """What the caller does and how people are, as far as it matters."""
    conduct = [*([keys_pressed(call.keys)] if call.keys else []), *people_states(call.states)]
    return commas(conduct or [say("whatever people do")])
