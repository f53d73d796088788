"""`defaults`: what an object takes from them, what it keeps, and how a finding shows both places."""

from datetime import date
from typing import Any

import pytest

from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.finding import LocatedFinding

HEAD = "nummerplan: 1\ncompany: {main_number: 088-7654000}\n"
SECTIONS = {"users": "u", "hunt_groups": "g", "auto_attendants": "m", "mailboxes": "b"}


def checked(text: str) -> Checked:
    return check_texts("plan.yaml", [(None, "plan.yaml", HEAD + text)], date(2026, 11, 23), Selection())


def written(value: Any) -> Any:
    """What is set of a setting, as plain values."""
    return value.model_dump(exclude_unset=True) if hasattr(value, "model_dump") else value


def filled(section: str, default: str, own: str) -> dict[str, Any]:
    """What an object has that is written so, with such defaults."""
    plan = checked(f"defaults: {{{section}: {default}}}\n{section}: {{x: {own}}}\n").linked.plan
    found: dict[str, Any] = getattr(plan, section)["x"].model_dump(exclude_unset=True)
    return found


@pytest.mark.parametrize(
    ("section", "default", "own", "expected"),
    [
        # Single values and lists: taken where the object has none.
        ("users", "{call_waiting: false}", "{}", {"call_waiting": False}),
        ("users", "{call_waiting: false}", "{call_waiting: true}", {"call_waiting": True}),
        ("users", "{block_outgoing: [mobile]}", "{}", {"block_outgoing": ["mobile"]}),
        ("hunt_groups", "{when_busy: wait}", "{}", {"when_busy": "wait"}),
        # Lists replace.
        ("users", "{block_outgoing: [mobile]}", "{block_outgoing: ['0900']}", {"block_outgoing": ["0900"]}),
        ("users", "{block_outgoing: [mobile]}", "{block_outgoing: []}", {"block_outgoing": []}),
        ("users", "{voicemail: {when: [busy]}}", "{voicemail: {when: [always]}}", {"voicemail": {"when": ["always"]}}),
        # A section is filled where the object has it, and never created.
        ("users", "{voicemail: {rings: 3}}", "{voicemail: {email: a}}", {"voicemail": {"email": "a", "rings": 3}}),
        ("users", "{voicemail: {rings: 3}}", "{voicemail: {rings: 4}}", {"voicemail": {"rings": 4}}),
        ("users", "{voicemail: {rings: 3}}", "{voicemail: {}}", {"voicemail": {"rings": 3}}),
        ("users", "{voicemail: {rings: 3}}", "{}", {}),
        ("users", "{forwarding: {missed: '201'}}", "{}", {}),
        ("hunt_groups", "{overflow: {after: 30s}}", "{}", {}),
        ("hunt_groups", "{overflow: {after: 30s}}", "{overflow: {to: a}}", {"overflow": {"to": "a", "after": "30s"}}),
        # Mapping by mapping, however deep.
        (
            "users",
            "{forwarding: {busy: {rings: 2}, missed: '201'}}",
            "{forwarding: {busy: anna}}",
            {"forwarding": {"busy": {"to": "anna", "rings": 2}, "missed": {"to": "201"}}},
        ),
        (
            "users",
            "{voicemail: {greetings: {busy: a.wav, no_answer: b.wav}}}",
            "{voicemail: {greetings: {busy: c.wav}}}",
            {"voicemail": {"greetings": {"busy": "c.wav", "no_answer": "b.wav"}}},
        ),
        # What is mostly written as a word is one value.
        ("users", "{night_forwarding: off}", "{}", {"night_forwarding": {"mode": "off"}}),
        ("users", "{night_forwarding: off}", "{night_forwarding: on}", {"night_forwarding": {"mode": "on"}}),
        (
            "users",
            "{night_forwarding: {mode: on, to: '999'}}",
            "{night_forwarding: {to: '201'}}",
            {"night_forwarding": {"mode": "on", "to": "201"}},
        ),
        ("hunt_groups", "{not_reachable: busy_tone}", "{}", {"not_reachable": {"to": "busy_tone"}}),
        ("hunt_groups", "{not_reachable: a}", "{not_reachable: b}", {"not_reachable": {"to": "b"}}),
        ("hunt_groups", "{when_busy: {voicemail: a}}", "{}", {"when_busy": {"voicemail": "a"}}),
        ("mailboxes", "{greeting: {say: Dag}}", "{}", {"greeting": {"say": "Dag"}}),
        ("mailboxes", "{greeting: {say: Dag}}", "{greeting: default}", {"greeting": "default"}),
        ("mailboxes", "{then: {transfer: a}}", "{}", {"then": {"transfer": "a"}}),
        ("mailboxes", "{then: {transfer: a}}", "{then: hang_up}", {"then": {}}),
        (
            "users",
            "{voicemail: {then: {transfer: a}}}",
            "{voicemail: {then: hang_up}}",
            {"voicemail": {"then": {}}},
        ),
    ],
)  # fmt: skip
def test_what_an_object_has_with_such_defaults(section: str, default: str, own: str, expected: object) -> None:
    assert filled(section, default, own) == expected


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_has_defaults_of_its_own(section: str) -> None:
    value = "managed_by_user: [forwarding]" if section != "mailboxes" else "record: false"
    key = value.partition(":")[0]
    others = "\n".join(f"{other}: {{{name}: {{}}}}" for other, name in SECTIONS.items())
    plan = checked(f"defaults: {{{section}: {{{value}}}}}\n{others}\n").linked.plan
    for other, name in SECTIONS.items():
        assert (key in getattr(plan, other)[name].model_fields_set) is (other == section)


def test_objects_that_need_nothing_stay_as_they_are_and_keep_their_key() -> None:
    plan = checked("defaults: {users: {call_waiting: false}}\nusers: {a: {call_waiting: true}, b: {}}\n").linked.plan
    assert [user.key for user in plan.users.values()] == ["a", "b"]
    assert plan.users["b"].at("devices") == ("users", "b", "devices")


def test_merge_keys_come_before_defaults() -> None:
    plan = checked("""
defaults: {users: {voicemail: {rings: 3, when: [busy]}, call_waiting: false}}
users:
  anna: &desk
    voicemail: {rings: 6}
    hide_caller_id: true
  bert:
    <<: *desk
    call_waiting: true
""").linked.plan
    assert written(plan.users["bert"]) == {
        "voicemail": {"rings": 6, "when": ["busy"]},
        "hide_caller_id": True,
        "call_waiting": True,
    }


def test_a_merge_key_may_stand_in_the_defaults() -> None:
    users = "users: {anna: {forwarding: &f {busy: '201'}}, bert: {forwarding: {}}}\n"
    text = users + "defaults: {users: {forwarding: {<<: *f}}}\n"
    assert written(checked(text).linked.plan.users["bert"].forwarding) == {"busy": {"to": "201"}}


def places(text: str, rule: str) -> list[tuple[str, list[str]]]:
    """Each finding of a rule: the text it points at, and the texts that its remarks of defaults point at."""

    def remarks(finding: LocatedFinding) -> list[str]:
        return [remark.span.text for remark in finding.remarks if "defaults" in str(remark.message)]

    return [(f.span.text, remarks(f)) for f in checked(text).located if f.rule == rule]


def test_a_finding_about_a_default_shows_both_places() -> None:
    text = """
defaults:
  users:
    voicemail: {rings: 1}
    forwarding: {missed: nobody}
users:
  anna: {extension: 201, devices: [{model: generic-sip}], voicemail: {email: a@example.org}}
  bert: {extension: 202, devices: [{model: generic-sip}], forwarding: {always: "201"}}
  carl: {extension: 203, devices: [{model: generic-sip}], forwarding: {missed: noone}}
"""
    assert places(text, "ring-count") == [("voicemail", ["1"])]
    assert places(text, "destination-unknown") == [("forwarding", ["nobody"]), ("noone", [])]


def test_a_section_that_was_not_created_is_not_said_to_come_from_the_defaults() -> None:
    text = """
defaults: {hunt_groups: {overflow: {after: 30s, to: "201"}}}
users: {anna: {extension: 201, devices: [{model: generic-sip}]}}
hunt_groups: {sales: {extension: 101, members: [anna]}}
"""
    assert places(text, "group-without-overflow") == [("sales", [])]
