"""Plans with nasty texts: what Asterisk shows after loading them has nothing in it that the plan did not mean.

A plan is compiled twice, with tame texts and with texts that would do harm if they were believed. Asterisk loads both
and shows the same: as many contexts, the same steps (application by application, sign by sign), telephones, mailboxes
and music. Words may differ, since keys and names do; every other sign is the same.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest
import tools
from linked_plans import linked_plan
from nasty_plans import NASTY, REFUSED, sisters
from oracle.random_plans import random_plan
from real_calls import bench_of

from nummerplan.model.artefact import Artefact
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.targets.asterisk import render
from nummerplan.targets.asterisk.exchange import silence
from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiConnection, Event
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange
from nummerplan.targets.asterisk.lab.exchange_program.shown_dialplan import ShownDialplan
from nummerplan.targets.asterisk.lab.laboratory import Job, Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import lab_files
from nummerplan.targets.asterisk.lab.profile import Lane, free_net

RELOADED = ("dialplan reload", "module reload res_pjsip.so", "voicemail reload", "moh reload")
FILE = re.compile(r"[a-z_]+\.conf|moh-nummerplan/music\.wav|sounds/nummerplan/[A-Za-z0-9_-]{1,80}\.wav")
SHOWN = re.compile(r"[\w .'&/+-]*")
CALLER = re.compile(rf'"{SHOWN.pattern}" <\d+>|<\d+>|<unknown>|{SHOWN.pattern}')
WORDS = re.compile(r"[\w.+-]+")


class NastySecrets:
    """Passwords that would do harm; a telephone for which the plan names none gets one too."""

    revealed = True

    def __init__(self, words: Sequence[str]) -> None:
        self._words, self._asked = words, 0

    def __call__(self, secret: Secret | str | None, /) -> str:
        self._asked += 1
        return self._words[self._asked % len(self._words)]


class Loaded(NamedTuple):
    """What Asterisk shows of a plan, with its words left out."""

    contexts: int
    extensions: Counter[str]
    telephones: Counter[str]
    accounts: Counter[str]
    places: Counter[str]
    mailboxes: Counter[str]
    music: str
    complaints: list[str]


def files(linked: LinkedPlan, lane: Lane, secrets: Sequence[str]) -> list[Artefact]:
    """All that the target writes; recordings exist, whatever they are called, and places in the plan are nasty too."""
    bench = replace(
        bench_of(linked),
        secrets=NastySecrets(secrets),
        settings=lane.settings({"trunk_host": "x", "trunk_username": "carrier", "trunk_password": "trunk"}),
        telephone_audio=lambda path: silence(),
        where=lambda route: secrets[0],
    )
    return list(render(bench).artefacts)


async def loaded(exchange: RunningExchange, written: Sequence[Artefact]) -> Loaded:
    """Put the files of a plan into a running Asterisk, and read what it has then."""
    for one in written:
        assert FILE.fullmatch(one.path), one.path
        if one.path.endswith(".conf"):
            (exchange.run / "etc" / one.path).write_bytes(one.content)
    before, ami = len(exchange.problems()), exchange.manager
    for command in RELOADED:
        await ami.command(command)
    contexts, extensions = await dialplan(ami)
    endpoints = [event for event in await ami.list_of("PJSIPShowEndpoints") if "ObjectName" in event]
    details = [
        event
        for endpoint in endpoints
        for event in await ami.list_of("PJSIPShowEndpoint", Endpoint=endpoint["ObjectName"])
        if event.get("Event") == "EndpointDetail"
    ]
    return Loaded(
        contexts,
        extensions,
        _shapes(
            [_without_names(one) for one in details],
            "ObjectName",
            "Context",
            "Auth",
            "Aors",
            "Callerid",
            "SetVar",
            "Mailboxes",
            "Transport",
        ),
        _shapes(await ami.list_of("PJSIPShowAuths"), "ObjectName", "Username"),
        _shapes(await ami.list_of("PJSIPShowAors"), "ObjectName", "MaxContacts", "Contacts"),
        _shapes(await mailboxes(ami), "VMContext", "VoiceMailbox", "TimeZone", "MailCommand", "AttachMessage"),
        re.sub(r"/\S*/lib/", "", await ami.command("moh show classes")),
        exchange.problems()[before:],
    )


async def dialplan(ami: AmiConnection) -> tuple[int, Counter[str]]:
    """How many contexts there are, and what stands in each extension."""
    shown = await ShownDialplan.read(ami)
    rows: dict[tuple[str, str], list[str]] = {}
    for step in shown.steps:
        # How a name is spelled on the keys of a telephone follows from the name: such rows say users, and no more.
        if step.context.startswith("names-") and step.application == "Return":
            assert re.fullmatch(r"[A-Za-z0-9_&-]+", step.data), step
            continue
        place = step.context, step.extension
        is_hint = "/" in step.application
        application = WORDS.sub("w", step.application) if is_hint else step.application
        rows.setdefault(place, []).append(f"{step.label} {application} {WORDS.sub('w', step.data)}")
    contexts = {step.context for step in shown.steps if not step.context.startswith("names-")}
    return len(contexts), Counter("\n".join(row) for row in rows.values())


def _without_names(endpoint: Event) -> Event:
    """A telephone without what displays show of a person, which is letters, digits and a few signs."""
    assert CALLER.fullmatch(endpoint["Callerid"]), endpoint["Callerid"]
    variables = [one.partition("=") for one in filter(None, endpoint["SetVar"].split(","))]
    assert all(SHOWN.fullmatch(value) for _, _, value in variables), variables
    return {**endpoint, "Callerid": "", "SetVar": "+".join(name for name, _, _ in variables)}


async def mailboxes(ami: AmiConnection) -> list[Event]:
    """Everything that Asterisk knows of each mailbox."""
    rows = [line.split()[:2] for line in (await ami.command("voicemail show users")).splitlines()[1:]]
    return [
        event
        for context, box in (row for row in rows if len(row) == 2 and row[0] == "default")
        for event in await ami.list_of("VoicemailUserStatus", Context=context, Mailbox=box)
    ]


def _shapes(events: Sequence[Event], *fields: str) -> Counter[str]:
    """What the objects of a list are, without their words: a name may have more or fewer of them."""
    kept = ([event.get(field, "") for field in fields] for event in events if fields[0] in event)
    return Counter(" | ".join(re.sub(r"w( *w)*", "w", WORDS.sub("w", text)) for text in texts) for texts in kept)


async def disagreeing(seeds: range, number: int, net: int) -> list[str]:
    lane, found, base = Lane(net, number), [], linked_plan(random_plan(0))
    job = Job(lambda lane: lab_files(bench_of(base), lane), (), ())
    async with Laboratory(tools.asterisk()).opened(job, lane) as (exchange, _):
        for seed in seeds:
            tame, nasty = sisters(seed)
            words = [NASTY[(seed + place) % len(NASTY)] for place in range(5)]
            one = await loaded(exchange, files(tame, lane, ["secret"]))
            other = await loaded(exchange, files(nasty, lane, words))
            different = [name for name, a, b in zip(Loaded._fields, one, other, strict=True) if a != b]
            found += [f"seed {seed}, {name}: {_difference(one, other, name)}" for name in different]
            found += [f"seed {seed}: {complaint}" for complaint in other.complaints]
    return found


def _difference(one: Loaded, other: Loaded, name: str) -> str:
    a, b = getattr(one, name), getattr(other, name)
    return f"{a - b}\n{b - a}" if isinstance(a, Counter) else f"{a}\n{b}"


async def all_disagreeing(count: int) -> list[str]:
    with free_net() as net:
        half = count // 2
        shares = await asyncio.gather(disagreeing(range(half), 1, net), disagreeing(range(half, count), 2, net))
    return [text for share in shares for text in share]


def test_nasty_texts_add_nothing_to_what_asterisk_loads() -> None:
    assert asyncio.run(all_disagreeing(40)) == []


@pytest.mark.slow
def test_two_thousand_plans_with_nasty_texts_add_nothing() -> None:
    assert asyncio.run(all_disagreeing(2_000)) == []


@pytest.mark.parametrize("word", REFUSED)
def test_letters_that_nobody_sees_are_refused_before_anything_is_compiled(word: str) -> None:
    escaped = "".join(f"\\U{ord(one):08x}" for one in word)
    with pytest.raises(AssertionError):
        linked_plan(f'nummerplan: 1\nusers: {{"k{escaped}": {{last_name: Bos, extension: 201}}}}\n')


@pytest.mark.parametrize("confines", ["exchange.comment", "menus.comment", "mailboxes.shown_name"])
def test_a_text_that_is_not_confined_would_be_noticed(confines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"nummerplan.targets.asterisk.{confines}", str)
    assert asyncio.run(all_disagreeing(12)) != []
