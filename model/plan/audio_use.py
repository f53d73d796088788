"""Every place of a plan where a recording is played."""

import posixpath
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nummerplan.model.plan.fields.greeting import NOT_FILES, audio_file
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route


class AudioUse(NamedTuple):
    """A file that a plan names, as written, and where."""

    route: Route
    file: str


def audio_uses(plan: Plan) -> Iterator[AudioUse]:
    """Every audio file that a plan names, in order of the sections."""
    if plan.company.music_on_hold not in NOT_FILES:
        yield AudioUse(("company", "music_on_hold"), plan.company.music_on_hold)
    for user in plan.users.values():
        if user.voicemail:
            greetings = user.voicemail.greetings
            if file := audio_file(greetings.busy):
                yield AudioUse(user.at("voicemail", "greetings", "busy"), file)
            if file := audio_file(greetings.no_answer):
                yield AudioUse(user.at("voicemail", "greetings", "no_answer"), file)
    yield from _menu_uses(plan)
    for mailbox in plan.mailboxes.values():
        if file := audio_file(mailbox.greeting):
            yield AudioUse(mailbox.at("greeting"), file)


def _menu_uses(plan: Plan) -> Iterator[AudioUse]:
    for attendant in plan.auto_attendants.values():
        for name, menu in (
            ("business_hours_menu", attendant.business_hours_menu),
            ("after_hours_menu", attendant.after_hours_menu),
        ):
            if menu and (file := audio_file(menu.greeting)):
                yield AudioUse(attendant.at(name, "greeting"), file)
            for key, action in menu.keys.items() if menu else ():
                if file := audio_file(action.play):
                    yield AudioUse(attendant.at(name, "keys", key, "play"), file)


def folders_looked_into(uses: Iterable[AudioUse]) -> frozenset[str]:
    """Where audio files of a plan may lie: in `audio` and beside the files that it names, not below."""
    paths = (path_in_folder(use.file) for use in uses)
    return frozenset({"audio", *(posixpath.dirname(path) for path in paths if path is not None)})


def path_in_folder(file: str) -> str | None:
    """A file's path in the plan's folder, as `case.files` holds it; None when it leads out of the folder."""
    path = posixpath.normpath(file)
    return None if path.startswith(("/", "..")) else path
