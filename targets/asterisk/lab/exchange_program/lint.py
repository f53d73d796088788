"""What is wrong in a configuration that Asterisk has loaded, also where it says nothing.

Of 25 kinds of broken configuration Asterisk reports 19, and starts with all of them; the rest it finds when a call
comes, or never: an application that there is not, a jump to nowhere, a telephone without its account, its place or its
context, times that nobody can read, prompts and mailboxes that do not exist.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiConnection
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange
from nummerplan.targets.asterisk.lab.exchange_program.shown_dialplan import (
    DialplanStep,
    ShownDialplan,
    jumps,
    readable_time,
    split_outside,
)

HINT = "hint"
"""The priority of what is no step, but the devices that a line key watches; they stand where the application would."""

_APPLICATION = re.compile(r"^\s+([A-Za-z][A-Za-z0-9]+): ", re.MULTILINE)
_FUNCTION = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\(")
_KNOWN_FUNCTION = re.compile(r"^([A-Z][A-Z0-9_]*) ", re.MULTILINE)
_DIALLED = re.compile(r"PJSIP/([^,&/@$]+)")
_PLAYS = ("playback", "background", "read")


async def lint(exchange: RunningExchange) -> list[str]:
    """Every fault, in a sentence; nothing for a sound configuration."""
    manager = exchange.manager
    dialplan = await ShownDialplan.read(manager)
    applications = {name.lower() for name in _APPLICATION.findall(await manager.command("core show applications"))}
    functions = set(_KNOWN_FUNCTION.findall(await manager.command("core show functions")))
    found = list(exchange.problems())
    for step in (step for step in dialplan.steps if step.priority != HINT):
        found += (f"{step}: {fault}" for fault in _of_step(step, dialplan, applications, functions))
    found += await _of_endpoints(manager, dialplan)
    endpoints = {event["ObjectName"] for event in await manager.list_of("PJSIPShowEndpoints") if "ObjectName" in event}
    found += _of_calls(dialplan, endpoints)
    found += _of_prompts(dialplan, exchange.run)
    found += await _of_mailboxes(manager, dialplan)
    return found


def _of_step(step: DialplanStep, dialplan: ShownDialplan, applications: set[str], functions: set[str]) -> Iterator[str]:
    if step.application.lower() not in applications:
        yield f"there is no application {step.application}"
    for name in _FUNCTION.findall(step.data):
        if name not in functions:
            yield f"there is no function {name}"
    for context, extension, priority in jumps(step):
        if context not in dialplan.contexts:
            yield f"there is no context {context}"
        elif not dialplan.leads_somewhere(context, extension, priority):
            yield f"there is no {context},{extension},{priority}"
    if step.application.lower() == "gotoiftime":
        if not readable_time(step.data):
            yield "nobody can read these times"
        fields = step.data.partition("?")[0].split(",")
        if len(fields) > 4 and not _is_zone(fields[4]):
            yield f"there is no time zone {fields[4]}"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


async def _of_endpoints(manager: AmiConnection, dialplan: ShownDialplan) -> list[str]:
    found: list[str] = []
    places = {event["ObjectName"] for event in await manager.list_of("PJSIPShowAors") if "ObjectName" in event}
    accounts = {event["ObjectName"] for event in await manager.list_of("PJSIPShowAuths") if "ObjectName" in event}
    for event in await manager.list_of("PJSIPShowEndpoints"):
        if "ObjectName" not in event:
            continue
        name = event["ObjectName"]
        detail = await manager.list_of("PJSIPShowEndpoint", Endpoint=name)
        own = next((one for one in detail if one.get("Event") == "EndpointDetail"), {})
        wanted = (("Aors", places, "place (aor)"), ("Auth", accounts, "account (auth)"),
                  ("OutboundAuth", accounts, "account (outbound auth)"))  # fmt: skip
        for key, known, what in wanted:
            named = (one.strip() for one in own.get(key, "").split(",") if one)
            found += (f"telephone {name}: there is no {what} {one}" for one in named if one not in known)
        if (context := own.get("Context", "")) not in dialplan.contexts:
            found.append(f"telephone {name}: there is no context {context}")
    return found


def _of_calls(dialplan: ShownDialplan, endpoints: set[str]) -> Iterator[str]:
    for step in dialplan.steps:
        if step.priority == HINT or step.application.lower() == "dial":
            called = step.application if step.priority == HINT else step.data.split(",")[0]
            for leg in called.split("&"):
                direct = _DIALLED.fullmatch(leg.strip())
                if direct and direct[1] not in endpoints:
                    yield f"{step}: there is no telephone {direct[1]}"


def _of_prompts(dialplan: ShownDialplan, run: Path) -> Iterator[str]:
    english, everywhere = run / "lib/sounds/en", run / "lib/sounds"
    for step in dialplan.steps:
        if step.application.lower() not in _PLAYS:
            continue
        fields = list(split_outside(step.data, ","))
        names = fields[1] if step.application.lower() == "read" and len(fields) > 1 else fields[0]
        for name in filter(None, names.split("&")):
            if "${" in name:
                continue
            places = (
                (Path(f"{name}.wav"),)
                if name.startswith("/")
                else (english / f"{name}.wav", everywhere / f"{name}.wav")
            )
            if not any(place.exists() for place in places):
                yield f"{step}: there is no prompt {name}"


async def _of_mailboxes(manager: AmiConnection, dialplan: ShownDialplan) -> list[str]:
    shown = await manager.command("voicemail show users")
    known = {tuple(line.split()[:2]) for line in shown.splitlines()[1:] if len(line.split()) >= 2}
    found: list[str] = []
    for step in dialplan.steps:
        if step.application.lower() == "voicemail":
            for box in step.data.split(",")[0].split("&"):
                name, _, context = box.partition("@")
                if "$" not in box and (context or "default", name) not in known:
                    found.append(f"{step}: there is no mailbox {box}")
    return found
