"""What is said of folders: one without a plan is not clean, nor is one that cannot be read."""

from pathlib import Path

from nummerplan.compiler.reading.discover import Discovered
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import Message, say
from nummerplan.model.source import SourceFile, Span
from nummerplan.rules import all_rules


def folder_findings(found: Discovered) -> tuple[LocatedFinding, ...]:
    """A finding for each folder of a command line in which no plan was looked for or found."""
    closed = (
        _about(folder, say("the folder cannot be read: {reason}", reason=reason)) for folder, reason in found.closed
    )
    return (*closed, *(_empty(folder, found.misnamed) for folder in found.empty))


def _empty(folder: Path, misnamed: list[Path]) -> LocatedFinding:
    message = say("there is no plan here: no plan.yaml and no file that ends in .plan.yaml")
    other = next((file for file in misnamed if file.is_relative_to(folder)), None)
    help_ = say("rename {file} to {name}", file=other, name=other.with_suffix(".yaml").name) if other else None
    return _about(folder, message, help_)


def _about(folder: Path, message: Message, help_: Message | None = None) -> LocatedFinding:
    rule = next(rule for rule in all_rules() if rule.name == "file-unreadable")
    span = Span(SourceFile(str(folder), ""), 0, 0)
    return LocatedFinding(rule.name, rule.code, Level.ERROR, span, message, "", help=help_)
