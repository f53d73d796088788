"""The dialplan that a running Asterisk shows: contexts, extensions, steps; and what a jump in it leads to."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiConnection

_CLASSES = {"X": "[0-9]", "Z": "[1-9]", "N": "[2-9]"}
_TIMES = re.compile(r"\*|(?:[01]?\d|2[0-3]):[0-5]\d-(?:[01]?\d|2[0-3]):[0-5]\d")
_DAY, _MONTH = "(?:sun|mon|tue|wed|thu|fri|sat)", "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_RANGES = (
    re.compile(rf"\*|{_DAY}(?:-{_DAY})?(?:&{_DAY}(?:-{_DAY})?)*"),
    re.compile(r"\*|(?:[1-9]|[12]\d|3[01])(?:-(?:[1-9]|[12]\d|3[01]))?"),
    re.compile(rf"\*|{_MONTH}(?:-{_MONTH})?"),
)


class DialplanStep(NamedTuple):
    """One step as Asterisk has it."""

    context: str
    extension: str
    priority: str
    label: str
    application: str
    data: str

    def __str__(self) -> str:
        return f"[{self.context}] {self.extension},{self.priority}: {self.application}({self.data})"


class ShownDialplan:
    """Everything in the dialplan, and what is included where."""

    def __init__(self, steps: list[DialplanStep], included: dict[str, set[str]]) -> None:
        self.steps, self.included = steps, included
        self.contexts = {step.context for step in steps} | set(included)
        self._extensions: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for step in steps:
            names = self._extensions[step.context][step.extension]
            names.update({step.priority, step.label} - {""})

    @classmethod
    async def read(cls, manager: AmiConnection) -> "ShownDialplan":
        """What this Asterisk has."""
        steps, included, before = [], defaultdict(set), ""
        for event in await manager.list_of("ShowDialPlan"):
            if "IncludeContext" in event:
                included[event["Context"]].add(event["IncludeContext"])
            elif "Application" in event:
                before = event.get("Extension", before)
                label = event.get("ExtensionLabel", "")
                where = event["Context"], before, event.get("Priority", ""), label
                steps.append(DialplanStep(*where, event["Application"], event.get("AppData", "")))
        return cls(steps, dict(included))

    def leads_somewhere(self, context: str, extension: str, priority: str) -> bool:
        """Whether there is such a step, in the context or in what it includes."""
        known = [context, *self.included.get(context, ())]
        found = [self._extensions[one] for one in known if one in self._extensions]
        return any(
            priority in names
            for extensions in found
            for pattern, names in extensions.items()
            if pattern == extension or extension_fits(pattern, extension)
        )


def extension_fits(pattern: str, extension: str) -> bool:
    """Whether an extension of the dialplan takes what is dialled."""
    if not pattern.startswith("_"):
        return pattern == extension
    written, place = "", 1
    while place < len(pattern):
        mark = pattern[place]
        if mark == "[":
            end = pattern.index("]", place)
            written += pattern[place : end + 1]
            place = end
        elif mark in ".!":
            written += ".+" if mark == "." else ".*"
        else:
            written += _CLASSES.get(mark.upper(), re.escape(mark))
        place += 1
    return re.fullmatch(written, extension) is not None


def jumps(step: DialplanStep) -> Iterator[tuple[str, str, str]]:
    """Where a step can jump to: context, extension and priority; what only a call knows is left out."""
    name, data = step.application.lower(), step.data
    if name in ("goto", "gosub"):
        targets = [data]
    elif name in ("gotoif", "gosubif", "gotoiftime"):
        targets = list(split_outside(data.partition("?")[2] if name == "gotoiftime" else _after_question(data), ":"))[
            :2
        ]
    else:
        return
    for target in targets:
        text = target.strip()
        if name.startswith("gosub"):
            text = text.partition("(")[0]
        if text and "${" not in text and "$[" not in text:
            parts = text.split(",")
            context, extension, priority = (*(step.context, step.extension)[: 3 - len(parts)], *parts)
            yield context, extension, priority


def _after_question(data: str) -> str:
    return next(iter([*split_outside(data, "?")][1:]), "")


def split_outside(text: str, mark: str) -> Iterator[str]:
    """The parts between marks that stand outside `${...}`, `$[...]` and quotes."""
    depth, part, quoted = 0, "", False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif letter in "{[(":
            depth += 1
        elif letter in "}])":
            depth -= 1
        if letter == mark and not depth and not quoted:
            yield part
            part = ""
        else:
            part += letter
    yield part


def readable_time(data: str) -> bool:
    """Whether GotoIfTime can read its times; Asterisk takes what it cannot read as "never", in silence."""
    fields = data.partition("?")[0].split(",")
    if len(fields) < 4:
        return False
    times, *ranges = fields[:4]
    return _TIMES.fullmatch(times) is not None and all(
        pattern.fullmatch(text.lower()) for pattern, text in zip(_RANGES, ranges, strict=True)
    )
