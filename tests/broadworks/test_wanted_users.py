"""What a plan wants of a user on BroadWorks, what it cannot have there, and what would be refused."""

from typing import Any

import pytest
from broadworks_plans import COMPANY, settings_of, site, wanted

from nummerplan.model.deployment.tenant import Value

USERS = COMPANY + "users:\n  balie: {last_name: Balie, extension: 200, number: 0854879611}\n"


def jan(*lines: str, company: str = "") -> str:
    """A plan with Jan, and a desk that he can forward to."""
    written = "".join(f"    {line}\n" for line in lines)
    return (USERS + f"  jan:\n    extension: 201\n{written}").replace("  name: Zaak\n", f"  name: Zaak\n{company}")


def part(plan: str, *names: str) -> dict[str, Value]:
    settings = settings_of(plan, "user", "jan")
    return {name: settings.get(name, "absent") for name in names}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["first_name: Jan", "last_name: Wit"], ("Jan", None, "Wit")),
        (["first_name: Jan", "infix: van der", "last_name: Wit"], ("Jan", "van der", "Wit")),
        (["last_name: Hal"], ("-", None, "Hal")),
        ([], ("-", None, "jan")),
    ],
)
def test_names(lines: list[str], expected: tuple[str, str | None, str]) -> None:
    assert tuple(part(jan(*lines), "first_name", "infix", "last_name").values()) == expected


def test_ids_come_from_names_and_never_from_numbers() -> None:
    plan = jan("username: jan.wit") + "  piet: {extension: 202, username: piet@elders.example}\n"
    names = [found.identity.name for found in wanted(plan).tenant.of_kind("user")]
    assert names == ["balie@zaak.example", "jan.wit@zaak.example", "piet@elders.example"]


@pytest.mark.parametrize(
    ("destination", "dialled"),
    [
        ("balie", "200"),
        ("0854879611", "200"),
        ("200", "200"),
        ("post", "999"),
        ("0612345678", "+31612345678"),
        ("112", "112"),
        ("{voicemail: balie}", "*55200"),
    ],
)
def test_destinations_are_what_is_dialled(destination: str, dialled: str) -> None:
    plan = jan(f"forwarding: {{busy: {destination}}}")
    assert part(plan, "forwarding.busy.to") == {"forwarding.busy.to": dialled}


def test_missed_calls_are_three_forwards() -> None:
    plan = jan("forwarding: {missed: {to: balie, rings: 4}, busy: 0612345678}")
    settings = settings_of(plan, "user", "jan")
    forwards = {name.removeprefix("forwarding."): value for name, value in settings.items() if "forwarding." in name}
    assert forwards == {
        "always.to": None,
        "busy.to": "+31612345678",
        "no_answer.to": "200",
        "no_answer.rings": 4,
        "not_reachable.to": "200",
    }


def test_what_people_switch_by_hand_is_not_wanted_otherwise() -> None:
    lines = ("forwarding: {busy: balie}", "night_forwarding: off", "voicemail: {email: a@b.example}")
    everything = jan(*lines, "managed_by_user: [forwarding, night_forwarding, greetings]")
    absent = part(everything, "forwarding.busy.to", "night_forwarding", "voicemail.greetings.busy")
    assert set(absent.values()) == {"absent"}
    assert part(everything, "voicemail") == {"voicemail": True}
    by_company = jan(*lines, company="  managed_by_user: [forwarding]\n")
    assert part(by_company, "forwarding.busy.to", "night_forwarding") == {
        "forwarding.busy.to": "absent",
        "night_forwarding": "off",
    }


def test_a_forward_to_the_own_voicemail_is_the_voicemails_work() -> None:
    plan = jan(
        "voicemail: {email: a@b.example, when: [busy], rings: 9}",
        "forwarding: {no_answer: {to: {voicemail: jan}, rings: 3}}",
    )
    found = part(plan, "voicemail.when", "voicemail.rings", "forwarding.no_answer.to")
    assert found == {"voicemail.when": ("busy", "no_answer"), "voicemail.rings": 3, "forwarding.no_answer.to": None}
    assert not [loss for loss in wanted(plan).losses if "voicemail" in str(loss.message)]


@pytest.mark.parametrize(
    ("voicemail", "expected"),
    [
        ("{email: a@b.example}", ("email", "a@b.example", None)),
        ("{email: a@b.example, copy_to: c@d.example}", ("email", "a@b.example", "c@d.example")),
        ("{email: a@b.example, access: phone}", ("phone", "a@b.example", None)),
    ],
)
def test_where_messages_go(voicemail: str, expected: tuple[Any, ...]) -> None:
    names = ("voicemail.access", "voicemail.email", "voicemail.copy_to")
    assert tuple(part(jan(f"voicemail: {voicemail}"), *names).values()) == expected


def test_lists_of_callers_hold_whole_and_beginning_numbers() -> None:
    plan = jan("blocked_callers: {rules: [{name: Reclame, numbers: [020-7654321, 0906*, +32*], during: avond}]}")
    rules = part(plan, "blocked_callers.rules")["blocked_callers.rules"]
    assert rules == (("Reclame", ("+31207654321", "+31906*", "+32*"), "avond"),)


def test_a_range_of_callers_is_written_as_beginnings() -> None:
    plan = jan("blocked_callers: {rules: [{name: Reclame, numbers: [088-7654009..088-7654121, 0032*]}]}")
    (rule,) = part(plan, "blocked_callers.rules")["blocked_callers.rules"]  # type: ignore[misc, union-attr]
    assert isinstance(rule, tuple)
    numbers = ("+31887654009", *(f"+3188765{tens}*" for tens in (*range(401, 410), 410, 411)), "+31887654120")
    assert rule[1] == (*numbers, "+31887654121", "+32*")


def test_rules_without_a_name_get_one_each() -> None:
    plan = jan("blocked_callers: {rules: [{numbers: [020-7654321]}, {numbers: [020-7654321, 0612345678]}]}")
    rules = part(plan, "blocked_callers.rules")["blocked_callers.rules"]
    assert isinstance(rules, tuple)
    assert {rule[0] for rule in rules if isinstance(rule, tuple)} == {"+31207654321", "+31207654321'"}


def test_call_types_that_the_platform_holds_together_are_blocked_together() -> None:
    plan = jan("block_outgoing: [international, 0906]")
    assert part(plan, "block_outgoing") == {"block_outgoing": ("international", "0906", "0909")}
    assert [str(loss.message) for loss in wanted(plan).losses] == [
        "hosted blocks 0909 numbers together with 0906, as they are of one call type"
    ]


def test_what_the_company_cannot_do_does_not_touch_its_users() -> None:
    alone = "company: {name: Zaak}\nusers:\n  jan: {extension: 201}\n  piet: {extension: 202, night_forwarding: off}\n"
    assert "night_forwarding" not in settings_of(alone, "user", "jan")
    assert settings_of(alone, "user", "piet")["night_forwarding"] == "off"


LOSSES = {
    "night_forwarding: {mode: follow, to: balie}": (
        "night_forwarding.to",
        "BroadWorks has one night destination for the whole company; callers go there",
    ),
    "forwarding: {busy: {voicemail: zolder}}": (
        "forwarding.busy.to",
        "BroadWorks reaches a voicemail by an extension, and zolder has none; nothing is forwarded here",
    ),
    "forwarding: {busy: zolder}": (
        "forwarding.busy.to",
        "BroadWorks cannot dial zolder: it has no extension and no number; nothing is forwarded here",
    ),
    "voicemail: {email: a@b.example, access: phone, copy_to: c@d.example}": (
        "voicemail.copy_to",
        "messages that are heard by telephone are mailed to one address; this one is left out",
    ),
    "voicemail: {email: a@b.example, record: false, then: {transfer: {voicemail: zolder}}}": (
        "voicemail.then.transfer",
        "BroadWorks reaches a voicemail by an extension, and zolder has none; the call is ended after the greeting",
    ),
    "voicemail: {email: a@b.example, greetings: {busy: {say: Hallo}}}": (
        "voicemail.greetings.busy.say",
        "BroadWorks speaks no texts; record it as an audio file. Until then callers hear the default",
    ),
    "blocked_callers: {rules: [{name: Leeg}]}": (
        "blocked_callers.rules.0",
        "a rule without numbers refuses nobody; BroadWorks gets none",
    ),
    "blocked_callers: {rules: [{name: Ver, numbers: [020-7654321, 00*]}]}": (
        "blocked_callers.rules.0.numbers.1",
        "BroadWorks cannot refuse all numbers of other countries: 00*",
    ),
    "simultaneous_ring: {numbers: [0612345678], during: {schedule: avond, holidays: nl}}": (
        "simultaneous_ring.during.holidays",
        "a rule of BroadWorks knows no days off: it holds on holidays too",
    ),
}


@pytest.mark.parametrize("line", LOSSES)
def test_losses_say_where(line: str) -> None:
    plan = jan(line) + "  zolder: {voicemail: {email: b@b.example}}\n"
    plan += "holidays: {nl: {public: NL}}\n"
    steps, text = LOSSES[line]
    route = tuple(int(step) if step.isdecimal() else step for step in steps.split("."))
    found = {loss.route: str(loss.message) for loss in wanted(plan).losses}
    assert found[("users", "jan", *route)] == text


DEFECTS = {
    "last_name: Abcdefghijklmnopqrstuvwxyz-abcdef": "BroadWorks takes at most 30 characters here; these are 33",
    "first_name: Mailbox": "the first name Mailbox marks the company's mailboxes; give this user another one",
    "forwarding: {no_answer: {to: balie, rings: 1}}": "BroadWorks takes 0 rings or 2 to 20 here, not 1",
    "voicemail: {email: a@b.example, rings: 21}": "BroadWorks takes 0 rings or 2 to 20 here, not 21",
    "username: balie": "BroadWorks would know both this and balie as balie@zaak.example; rename one",
}


@pytest.mark.parametrize("line", DEFECTS)
def test_what_would_be_refused_is_said_before_anything_is_sent(line: str) -> None:
    found = wanted(jan(line)).defects
    assert [str(defect.message) for defect in found] == [DEFECTS[line]]
    assert found[0].route[:2] == ("users", "jan")


def test_too_many_numbers_are_refused() -> None:
    extra = ", ".join(f"08548796{number}" for number in range(20, 31))
    ring = ", ".join(f"06123456{number}" for number in range(70, 81))
    plan = jan(f"extra_numbers: [{extra}]", f"simultaneous_ring: {{numbers: [{ring}], answer_confirmation: true}}")
    assert [str(defect.message) for defect in wanted(plan).defects] == [
        "BroadWorks takes 10 further numbers; these are 11",
        "BroadWorks rings at most 10 numbers together; these are 11",
    ]


def test_a_limit_that_only_the_commands_know_is_found_too() -> None:
    found = wanted(jan(f"voicemail: {{email: {'a' * 75}@b.example}}")).defects
    assert [defect.route for defect in found] == [("users", "jan")]
    assert "at most 80 characters fit" in str(found[0].message)


def test_a_domain_is_needed() -> None:
    nowhere = site()
    found = wanted(jan(), type(nowhere)("hosted", "broadworks", {}, "SP", "zaak", "")).defects
    assert [str(defect.message) for defect in found] == ["user ids need a domain: write platform: {domain: DOMAIN}"]


def test_telephones_beside_the_first_ring_along() -> None:
    plan = jan("devices: [{model: generic-sip}, {model: generic-sip}, {model: generic-sip, name: thuis}]")
    assert wanted(plan).losses == ()
    assert part(plan, "device", "sip_username", "further_devices") == {
        "device": "jan-generic-sip",
        "sip_username": "jan-generic-sip@zaak.example",
        "further_devices": (
            ("jan-generic-sip-2", "jan-generic-sip-2@zaak.example"),
            ("thuis", "thuis@zaak.example"),
        ),
    }
    assert len(list(wanted(plan).tenant.of_kind("device"))) == 3


@pytest.mark.parametrize(
    ("chosen", "count", "made"),
    [("none", 2, 1), ("Shared Call Appearance", 3, 2), ("Shared Call Appearance 5", 7, 6), ("fitting", 40, 36)],
)
def test_telephones_without_a_place_are_lost(chosen: str, count: int, made: int) -> None:
    plan, where = jan(f"devices: [{', '.join(['{model: generic-sip}'] * count)}]"), site(shared_call_appearance=chosen)
    found = wanted(plan, where)
    assert [loss.route for loss in found.losses] == [("users", "jan", "devices", place) for place in range(made, count)]
    assert {loss.kind.name for loss in found.losses} == {"second-device"}
    assert len(list(found.tenant.of_kind("device"))) == made
    for (edit,) in (loss.edits for loss in found.losses):
        assert edit.route == ("users", "jan", "devices")
        assert isinstance(edit.value, list)
        assert len(edit.value) == made
