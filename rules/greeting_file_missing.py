"""An audio file that the plan names does not exist.

Paths start at the folder of the plan, and files outside it are never read. Nothing can be compiled for a
platform without the file; what is there now would go on playing.
"""

from collections.abc import Iterator
from posixpath import basename

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.audio_use import path_in_folder
from nummerplan.model.rule import About

ABOUT = About(
    code="NP505",
    level=Level.ERROR,
    manual="6.6.4",
    bad="",
    good="""
mailboxes:
  company:
    extension: 999
    greeting: default
    email: info@mijnbedrijf.example
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report files that are not in the plan's folder; a plan without a folder is not judged."""
    if linked.files is None:
        return
    for use in linked.audio:
        path = path_in_folder(use.file)
        if path is None:
            yield Finding(
                use.route,
                say("{file} lies outside the plan's folder, and is not read", file=use.file),
                help=say("put the file into the plan's folder"),
            )
        elif path not in linked.files:
            yield Finding(use.route, say("there is no file {file}", file=use.file), help=_help(linked.files, path))


def _help(files: frozenset[str], path: str) -> Message:
    """A file of the same name elsewhere, or in other letters, is what was meant."""
    name = basename(path).casefold()
    meant = sorted(file for file in files if basename(file).casefold() == name)
    if meant:
        return say("did you mean {file}?", file=meant[0])
    return say("paths start at the plan's folder: put the file there, or write default")
