"""Every mailbox of the plan as data that a platform can take, with its greetings as telephone audio.

One JSON file for each mailbox, and one WAV file (8 kHz, one channel, 16 bits) for each greeting that is a file of
the plan: `users/verkoper2.json` beside `users/verkoper2.busy.wav`, `mailboxes/company.json` beside
`mailboxes/company.greeting.wav`. Uploading a mailbox needs its own files and no others; a change of one mailbox
changes no other file.

In the JSON, numbers are in E.164 form, times in seconds, and every key is always there: `null` is "none". A
greeting says its `kind`: file (`file` stands beside it, `source` is its name in the plan), default (the
platform's), recorded (made by telephone: leave it alone) or say (`text`: the platform speaks it). A PIN is given
for a mailbox that is heard by telephone.
"""

import json
from dataclasses import dataclass, field
from urllib.parse import quote

from nummerplan.model.artefact import Artefact, Rendering, Workbench
from nummerplan.model.errors import AudioError
from nummerplan.model.message import say
from nummerplan.model.plan.fields.greeting import Greeting, Spoken, audio_file
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.source import Route
from nummerplan.targets.voicemail.settings import Json, company_mailbox, fax_box, user_mailbox

_WAV_HEADER = 44
_BYTES_A_SECOND = 2 * 8000


def render(bench: Workbench) -> Rendering:
    """The files of all mailboxes. Raises an `ExceptionGroup` of `AudioError`: every greeting that is of no use."""
    linked = bench.linked
    work = _Work(bench)
    destinations = {use.route: use.node for use in linked.destinations if use.purpose == "then"}
    for user in linked.plan.users.values():
        if user.voicemail is not None:
            greeting = work.greetings(user)
            settings = user_mailbox(bench, user, user.voicemail, greeting, destinations)
            work.put(user, settings, secret=bench.secrets.revealed and settings["pin"] is not None)
    for mailbox in linked.plan.mailboxes.values():
        fax = mailbox.kind == "fax"
        greeting = work.greetings(mailbox)
        work.put(mailbox, fax_box(linked, mailbox) if fax else company_mailbox(linked, mailbox, greeting, destinations))
    if work.problems:
        raise ExceptionGroup("greetings that cannot be used", work.problems)
    notes = (say("greetings that the platform has to speak: {count}", count=work.spoken),) if work.spoken else ()
    return Rendering(tuple(work.artefacts), notes=notes)


@dataclass
class _Work:
    """The files so far, and the greetings that cannot be used."""

    bench: Workbench
    artefacts: list[Artefact] = field(default_factory=list)
    problems: list[AudioError] = field(default_factory=list)
    spoken: int = 0

    def put(self, owner: Entity, settings: Json, secret: bool = False) -> None:
        """Add a mailbox's settings."""
        content = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
        self.artefacts.append(Artefact(f"{_file(owner)}.json", content.encode("utf-8", "replace"), secret=secret))

    def greetings(self, owner: Entity) -> "_Greetings":
        """What gives a mailbox its greetings."""
        return _Greetings(self, owner)


@dataclass
class _Greetings:
    """The greetings of one mailbox: describes each, and adds its audio to the files."""

    work: _Work
    owner: Entity

    def __call__(self, greeting: Greeting | None, called: str, route: Route) -> Json:
        """How a greeting stands in the settings."""
        if isinstance(greeting, Spoken):
            self.work.spoken += 1
            return {"kind": "say", "text": greeting.say}
        source = audio_file(greeting)
        if source is None:
            return {"kind": greeting or "default"}
        try:
            audio = self.work.bench.telephone_audio(source)
        except AudioError as problem:
            self.work.problems.append(AudioError(problem.message, route))
            return {"kind": "default"}
        path = f"{_file(self.owner)}.{called}.wav"
        self.work.artefacts.append(Artefact(path, audio))
        seconds = round((len(audio) - _WAV_HEADER) / _BYTES_A_SECOND, 1)
        return {"kind": "file", "file": path.rpartition("/")[2], "source": source, "seconds": seconds}


def _file(owner: Entity) -> str:
    """The beginning of a mailbox's file names. A key is a file name nearly always; whatever is not becomes %XX."""
    return f"{owner.section}/{quote(owner.key, safe='')}"
