"""An audio file beside those of the plan that nothing plays.

Nobody hears it. It may be a leftover, or the greeting that somebody recorded and forgot to name in the
plan. Looked at are the folder `audio` beside the plan and every folder in which the plan names a file, not the
folders below them.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.audio_use import path_in_folder
from nummerplan.model.rule import About

ABOUT = About(
    code="NP506",
    level=Level.ADVICE,
    bad="",
    good="""
mailboxes:
  company: {extension: 999, record: false, greeting: audio/gesloten.wav}
""",
)

ENDINGS = (".wav", ".mp3", ".ogg", ".opus", ".flac", ".wma", ".m4a", ".aac", ".aif", ".aiff", ".au", ".gsm")
MOST = 5
"""More files than this are counted, not named."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report all unused audio files of a plan in one finding."""
    files = [file for file in linked.files or () if file.lower().endswith(ENDINGS)]
    if not files:
        return
    used = {path_in_folder(use.file) for use in linked.audio}
    unused = sorted(file for file in files if file not in used)
    if unused:
        names, more = ", ".join(unused[:MOST]), len(unused) - MOST
        yield Finding(
            (),
            say("nothing plays {names} and {count} more audio files", names=names, count=more)
            if more > 0
            else say("nothing plays {names}", names=names),
            help=say("name it where it should be heard, or take it away"),
        )
