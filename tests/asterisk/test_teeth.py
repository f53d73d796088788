"""Mutations of a compiled dialplan: wrong targets, ring times, orders, hours, zones, keys. Every one is noticed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
import tools
from linked_plans import linked_plan
from real_calls import SLOWER, bench_of

from nummerplan.compiler.call_tests.real_call_agreement import disagreements
from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.artefact import Artefact, Workbench
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.guard import State
from nummerplan.targets.asterisk.lab.calls.placing import placing
from nummerplan.targets.asterisk.lab.laboratory import SPEED, Job, Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import lab_files, phones_of
from nummerplan.targets.asterisk.lab.profile import Lane

PLAN = """\
nummerplan: 1
company:
  name: Tanden
  main_number: 0887654000
  business_hours: kantoor
  holidays: vrij
  night_forwarding: {mode: schedule, to: post}
numbers: [0887654000..0887654009]
schedules:
  kantoor: {mon-fri: 09:00-17:00}
holidays:
  vrij: {dates: {2026-12-24: Vrij}}
users:
  anna: {first_name: Anna, last_name: Aalbers, extension: 201, number: 0887654001, devices: [{model: generic-sip}], night_forwarding: off, forwarding: {no_answer: {to: bram, rings: 3}, busy: 0612345678}}
  bram: {first_name: Bram, last_name: Bos, extension: 202, number: 0887654002, devices: [{model: generic-sip}], night_forwarding: off, voicemail: {email: b@b.example, when: [busy, no_answer], rings: 4}}
  carla: {first_name: Carla, last_name: Cox, extension: 203, number: 0887654003, devices: [{model: generic-sip}], night_forwarding: off, blocked_callers: {anonymous: true, rules: [{numbers: [020*]}]}}
hunt_groups:
  groep: {name: Groep, extension: 301, number: 0887654004, policy: regular, members: [anna, bram, carla], next_member_after: {rings: 2}, overflow: {after: 35s, to: post}}
  samen: {name: Samen, extension: 302, number: 0887654005, policy: simultaneous, members: [anna, bram], overflow: {after: 20s, to: carla}}
auto_attendants:
  menu: {name: Menu, number: 0887654000, first_digit_timeout: 5s, business_hours_menu: {keys: {1: groep, 2: anna, 3: {operator: carla}, 9: hang_up}, dial_by_extension: true}}
mailboxes:
  post: {extension: 401, number: 0887654006, email: p@b.example}
"""  # noqa: E501

NOON, EVENING, EVE = "2026-12-01 12:00", "2026-12-01 17:00", "2026-12-24 12:00"
ALL: dict[State, tuple[str, ...]] = {"absent": ("anna", "bram", "carla")}

CALLS: list[tuple[str, str, str, tuple[str, ...], dict[State, tuple[str, ...]]]] = [
    ("0887654001", "external", NOON, (), {"absent": ("anna", "bram")}),
    ("0887654001", "external", NOON, (), {"busy": ("anna",)}),
    ("0887654003", "0201234567", NOON, (), {}),
    ("0887654003", "anonymous", NOON, (), {}),
    ("0887654003", "external", NOON, (), {}),
    ("0887654004", "external", NOON, (), ALL),
    ("0887654005", "external", NOON, (), {"absent": ("anna", "bram")}),
    ("0887654000", "external", NOON, ("1",), {}),
    ("0887654000", "external", NOON, ("2",), {}),
    ("0887654000", "external", NOON, ("9",), {}),
    ("0887654000", "external", NOON, (), {}),
    ("0887654000", "external", NOON, ("2", "0", "2"), {}),
    ("0887654000", "external", EVENING, ("1",), {}),
    ("0887654000", "external", EVENING, ("2",), {}),
    ("0887654000", "external", "2026-12-01 16:59", ("2",), {}),
    ("0887654000", "external", "2026-12-01 09:00", ("2",), {}),
    ("0887654000", "external", EVE, ("1",), {}),
    ("202", "anna", NOON, (), {"busy": ("bram",)}),
]

Change = Callable[[str], str]


def within(context: str, old: str, new: str) -> Change:
    """Change the first place in one context."""

    def change(text: str) -> str:
        head, begin, rest = text.partition(f"\n[{context}]")
        body, end, tail = rest.partition("\n[")
        assert begin, context
        assert re.search(old, body), (context, old, body)
        return head + begin + re.sub(old, new, body, count=1) + end + tail

    return change


def unchanged(text: str) -> str:
    return text


def files(bench: Workbench, change: Change) -> Callable[[Lane], list[Artefact]]:
    """The plan's files with a changed dialplan."""

    def made(lane: Lane) -> list[Artefact]:
        return [
            replace(one, content=change(one.content.decode()).encode()) if one.path == "extensions.conf" else one
            for one in lab_files(bench, lane)
        ]

    return made


def noticed(changes: list[Change], speed: int = SPEED) -> list[int]:
    """How many calls of each changed dialplan go otherwise than they should."""
    linked = linked_plan(PLAN)
    bench = bench_of(linked)
    phones = phones_of(bench)
    now = datetime(2026, 12, 1, 8)
    described = (Description(dial, who, at, keys, states) for dial, who, at, keys, states in CALLS)
    traces: list[Trace] = [follow(describe(one, linked, now), linked) for one in described]
    calls = [placing(trace.call, linked, phones) for trace in traces]
    laboratory = Laboratory(tools.asterisk(), fails_at_load=False, speed=speed)
    done = laboratory.run(Job(files(bench, change), phones, calls) for change in changes)
    return [
        sum(bool(list(disagreements(trace, seen, linked))) for trace, seen in zip(traces, one.calls, strict=True))
        for one in done
    ]


def test_the_dialplan_as_it_was_compiled_does_all_as_it_should() -> None:
    # A machine that was busy for a moment lets a key come too late; a wrong dialplan is wrong at any speed.
    assert noticed([unchanged]) == [0] or noticed([unchanged], SLOWER) == [0]


CLOCK = "clock-kantoor.vrij"
MUTATIONS: dict[str, Change] = {
    "another target when nobody answers": within("user-anna", "NP_TO=user-bram", "NP_TO=user-carla"),
    "another target when busy": within("user-anna", r"NP_DIALS=\+31612345678", "NP_DIALS=+31612345679"),
    "a shorter ring": within("user-anna", r"np-time,s,1\(15\)", "np-time,s,1(10)"),
    "a longer ring": within("user-bram", r"np-time,s,1\(20\)", "np-time,s,1(25)"),
    "no answer taken for busy": within("user-anna", r"\?unanswered", "?busy"),
    "members in another order": within("group-groep", "anna&bram&carla", "bram&anna&carla"),
    "a member left out": within("group-groep", "anna&bram&carla", "anna&bram"),
    "a shorter turn": within("group-groep", "NP_TURN=10", "NP_TURN=5"),
    "a later overflow": within("group-groep", "NP_TOTAL=35", "NP_TOTAL=45"),
    "an overflow elsewhere": within(
        "group-groep", r"\(no_answer\),Set\(NP_TO=mailbox-post", "(no_answer),Set(NP_TO=user-carla"
    ),
    "in turn, not together": within("group-samen", "NP_TURN=0", "NP_TURN=10"),
    "open until six": within(CLOCK, "09:00-16:59", "09:00-17:59"),
    "closed a minute early": within(CLOCK, "09:00-16:59", "09:00-16:58"),
    "open a minute late": within(CLOCK, "09:00-16:59", "09:01-16:59"),
    "another zone": within(CLOCK, "Europe/Amsterdam\\?open", "UTC?open"),
    "closed on weekdays": within(CLOCK, "mon-fri", "sat-sun"),
    "another holiday": within(CLOCK, "20261224", "20261225"),
    "the night goes elsewhere": within("menu-menu", "NP_TO=mailbox-post", "NP_TO=user-anna"),
    "the door of the night never closes": within("menu-menu", r"\$\[\$\{GOSUB_RETVAL\}\]\?daytime", "1?daytime"),
    "a key to somebody else": within("open-menu", "NP_TO=user-anna", "NP_TO=user-bram"),
    "two keys changed over": within("open-menu", "exten => 1,1", "exten => 4,1"),
    "an operator who is another": within(
        "open-menu", r"\(silence\),Set\(NP_TO=user-carla", "(silence),Set(NP_TO=user-bram"
    ),
    "a longer wait for a key": within("open-menu", "vm-enter-num-to-call,5", "vm-enter-num-to-call,15"),
    "a message in another box": within("voicemail-bram", "VoiceMail\\(bram", "VoiceMail(post"),
    "anonymous callers are welcome": within("user-carla", '"anonymous"', '"nobody"'),
    "another prefix refused": within("blocked-carla.1", "3120!", "3130!"),
    "a number to somebody else": within("numbers", "NP_TO=user-anna", "NP_TO=user-bram"),
}


@pytest.mark.slow
def test_every_mutation_is_noticed() -> None:
    found = dict(zip(MUTATIONS, noticed(list(MUTATIONS.values())), strict=True))
    assert len(MUTATIONS) >= 20
    assert [name for name, count in found.items() if not count] == []
