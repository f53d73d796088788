"""A plan in, and what Asterisk is told out: the dialplan by contexts, the other files by sections."""

import re
from dataclasses import dataclass, field

from nummerplan.model.artefact import Rendering

_STEP = re.compile(r"(?:exten => ([^,]+),(1|hint)|\x20same => n(?:\(([a-z0-9_]+)\))?),(.+?)(?: ; .*)?")
_APPLICATION = re.compile(r"([A-Za-z]+)\((.*)\)", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One step: its label, its application and what that is given."""

    label: str
    application: str
    data: str

    def __str__(self) -> str:
        return f"{self.application}({self.data})"


@dataclass
class Dialplan:
    """A dialplan: steps by context and extension, globals, comments of contexts, and hints."""

    contexts: dict[str, dict[str, list[Step]]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)

    def steps(self, context: str, extension: str = "s") -> list[str]:
        """The steps of an extension as they are written."""
        return [str(step) for step in self.contexts[context][extension]]

    def after(self, context: str, label: str) -> dict[str, str]:
        """What is set from a label on, until the call goes elsewhere."""
        steps = self.contexts[context]["s"]
        start = next(place for place, step in enumerate(steps) if step.label == label)
        found: dict[str, str] = {}
        for step in steps[start:]:
            if step.application == "Goto":
                break
            name, _, value = step.data.partition("=")
            found[name] = value
        return found


def read_dialplan(text: str) -> Dialplan:
    """Every line, or an assertion: a line that is none of those that the target writes is an intruder."""
    found, context, extension = Dialplan(), "", ""
    for line in text.splitlines():
        if not line:
            continue
        if line.startswith("; "):
            found.comments.append(line)
        elif header := re.fullmatch(r"\[([A-Za-z0-9_.-]+)\]", line):
            context = header[1]
            assert context not in found.contexts, context
            found.contexts[context] = {}
        elif context in ("general", "globals"):
            name, equals, value = line.partition(" = ")
            assert equals, line
            found.values[name] = value
        else:
            step = _STEP.fullmatch(line)
            assert step, line
            extension = step[1] or extension
            if step[2] == "hint":
                found.hints[extension] = step[4]
                continue
            application = _APPLICATION.fullmatch(step[4])
            assert application, line
            steps = found.contexts[context].setdefault(extension, [])
            assert step[2] is None or not steps, f"{extension} twice in {context}"
            steps.append(Step(step[3] or "", application[1], application[2]))
    return found


@dataclass(frozen=True)
class Configuration:
    """What the target made of a plan."""

    rendering: Rendering

    def text(self, name: str) -> str:
        """A file as text."""
        return next(one.content.decode() for one in self.rendering.artefacts if one.path == name)

    @property
    def files(self) -> set[str]:
        """The names of all files."""
        return {one.path for one in self.rendering.artefacts}

    @property
    def losses(self) -> list[tuple[str, str]]:
        """Where something is lost, and what is said of it."""
        return [(".".join(map(str, loss.route)), str(loss.message)) for loss in self.rendering.losses]

    @property
    def dialplan(self) -> Dialplan:
        """extensions.conf."""
        return read_dialplan(self.text("extensions.conf"))

    def sections(self, name: str) -> list[tuple[str, dict[str, list[str]]]]:
        """The sections of another file, in order."""
        found: list[tuple[str, dict[str, list[str]]]] = []
        for line in self.text(name).splitlines():
            if line.startswith("["):
                found.append((line, {}))
            elif line and not line.startswith(";"):
                key, sign, value = line.partition(" = ")
                assert sign or " => " in line, line
                found[-1][1].setdefault(key, []).append(value)
        return found
