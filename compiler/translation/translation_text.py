"""What became of a plan on its way to a target, in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.compiler.translation.compare_image import Translation
from nummerplan.model.artefact import Loss
from nummerplan.model.document import Document
from nummerplan.model.message import Message, say

MOST_LINES = 20
"""So many lines of a kind are shown to people; programs get all."""


def loss_line(loss: Loss, document: Document) -> Message:
    """A loss with its place, and the name by which a plan accepts it."""
    place = str(document.span(loss.route))
    if loss.kind is None:
        return say("{place}: {message}", place=place, message=loss.message)
    return say("{place}: {message} [{name}]", place=place, message=loss.message, name=loss.kind.name)


def loss_lines(losses: Iterable[Loss], document: Document, verbose: bool) -> Iterator[Message]:
    """A line for each loss; equal sentences once, at their first place. The harmless ones only for who wants all."""
    told: set[str] = set()
    for loss in losses:
        text = str(loss.message)
        if text not in told and (verbose or loss.kind is None or loss.kind.effect != "harmless"):
            told.add(text)
            yield loss_line(loss, document)


def translation_lines(translation: Translation) -> Iterator[Message]:
    """Whether the target does what the plan says: a proof, or what parts the two."""
    if translation.is_proven and not translation.by_image:
        yield say("no loss is noticed: callers and colleagues meet what the plan says")
        return
    if translation.is_proven:
        yield say(
            "proven: on all {entries} numbers and extensions callers and colleagues meet exactly what the plan says",
            entries=translation.entries,
        )
        return
    for line in translation.differences[:MOST_LINES]:
        if line.decided:
            yield say("by a loss: {when}, {who}: the plan says {was}; there it is {now}", **line._asdict())
    for line in translation.unexplained[:MOST_LINES]:
        if line.decided:
            yield say("not explained: {when}, {who}: the plan says {was}; there it is {now}", **line._asdict())
    yield from _counted(translation)


def _counted(translation: Translation) -> Iterator[Message]:
    more = sum(max(0, len(lines) - MOST_LINES) for lines in (translation.differences, translation.unexplained))
    if more:
        yield say("further differences from the plan: {count}", count=more)
    undecided = [line for line in translation.unexplained if not line.decided]
    if undecided:
        yield say("not proven, as there are too many combinations: {entries}", entries=commas([undecided[0].who]))
    if translation.unknown:
        first = translation.unknown[0]
        if (count := len(translation.unknown)) == 1:
            yield say("not known, as no plan can say what is there: {identity}", identity=first)
        else:
            yield say(
                "not known, as no plan can say what is there: {count} objects, the first is {identity}",
                count=count,
                identity=first,
            )
    if translation.by_image and not translation.unexplained and not translation.unknown:
        yield say("everything else is proven: callers and colleagues meet exactly what the plan says")


def translation_json(translation: Translation | None) -> dict[str, Any] | None:
    """The same for programs, in English; null where nothing was compared."""
    if translation is None:
        return None
    return {
        "proven": translation.is_proven,
        "noticed": [{"loss": loss.kind.name, "at": loss.key} for loss in translation.noticed if loss.kind],
        "differences": [{name: str(text) for name, text in one._asdict().items()} for one in translation.differences],
        "unexplained": [{name: str(text) for name, text in one._asdict().items()} for one in translation.unexplained],
        "unknown": list(translation.unknown),
    }
