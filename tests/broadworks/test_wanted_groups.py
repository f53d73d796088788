"""What a plan wants of its hunt groups and menus on BroadWorks."""

from dataclasses import replace

import pytest
from broadworks_plans import COMPANY, case_of, settings_of, site, wanted

from nummerplan.compiler.translation.compare_image import translation_of
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks import PROVISIONING

USERS = """users:
  anna: {extension: 201, voicemail: {email: a@b.example}}
  bob: {extension: 202}
"""


def group(*lines: str) -> str:
    written = "".join(f"    {line}\n" for line in lines)
    return f"{COMPANY}{USERS}hunt_groups:\n  verkoop:\n    extension: 301\n    members: [bob, anna]\n{written}"


def menu(*lines: str) -> str:
    written = "".join(f"    {line}\n" for line in lines)
    return f"{COMPANY}{USERS}auto_attendants:\n  keuze:\n    extension: 400\n{written}"


def part(plan: str, kind: str, *names: str) -> tuple[Value, ...]:
    key = "verkoop" if kind == "hunt_group" else "keuze"
    settings = settings_of(plan, kind, key)
    return tuple(settings.get(name, "absent") for name in names)


def losses(plan: str) -> dict[str, str]:
    lost = [loss for loss in wanted(plan).losses if loss.route[0] in ("hunt_groups", "auto_attendants")]
    return {".".join(map(str, loss.route[2:])): str(loss.message) for loss in lost}


def test_names_that_nobody_gave_come_from_the_company_and_the_key() -> None:
    names = ("name", "first_name", "last_name")
    assert part(group(), "hunt_group", *names) == ("verkoop", "Zaak", "verkoop")
    assert part(group("name: Verkoop binnen"), "hunt_group", *names) == ("Verkoop binnen", "Zaak", "Verkoop binnen")
    given = ("first_name: De", "last_name: Verkoop")
    assert part(group(*given), "hunt_group", *names) == ("verkoop", "De", "Verkoop")


def test_a_long_company_name_is_cut_for_displays() -> None:
    plan = group().replace("name: Zaak", "name: Bloemen en Planten van de Gebroeders Zaak")
    assert part(plan, "hunt_group", "first_name") == ("Bloemen en Planten van de Gebr",)


def test_members_are_in_order_and_once() -> None:
    assert part(group(), "hunt_group", "members") == (("bob@zaak.example", "anna@zaak.example"),)


@pytest.mark.parametrize(
    ("lines", "busy", "away"),
    [
        ([], None, None),
        (["overflow: {after: 30s, to: anna}"], "201", None),
        (["overflow: {after: 30s, to: anna}", "when_busy: busy_tone"], None, None),
        (["overflow: {after: 30s, to: anna}", "when_busy: post"], "999", None),
        (["when_busy: post"], "999", None),
        (["when_busy: {voicemail: anna}", "not_reachable: {voicemail: anna}"], "*55201", "*55201"),
        (["overflow: {after: 30s, to: {voicemail: anna}}"], "*55201", None),
        (["overflow: {after: 30s, to: anna}", "when_busy: wait"], "201", None),
        (["not_reachable: 0612345678"], None, "+31612345678"),
        (["not_reachable: busy_tone"], None, "busy_tone"),
    ],
)
def test_where_callers_go_at_once(lines: list[str], busy: str | None, away: str | None) -> None:
    assert part(group(*lines), "hunt_group", "when_busy", "not_reachable") == (busy, away)


def test_the_overflow_takes_its_time_along() -> None:
    assert part(group("overflow: {after: 1m30s, to: anna}"), "hunt_group", "overflow.to", "overflow.after") == (
        "201",
        90,
    )
    assert part(group(), "hunt_group", "overflow.to", "overflow.after") == (None, "absent")


GROUP_LOSSES = {
    "when_busy: wait": (
        "when_busy",
        "a hunt group of BroadWorks lets nobody wait: when all are busy, callers go to the overflow at once",
    ),
    "night_forwarding: {mode: follow, to: anna}": (
        "night_forwarding.to",
        "BroadWorks has one night destination for the whole company; callers go there",
    ),
}


@pytest.mark.parametrize("line", GROUP_LOSSES)
def test_losses_of_groups_say_where(line: str) -> None:
    where, text = GROUP_LOSSES[line]
    assert losses(group(line)) == {where: text}


def test_a_busy_tone_without_telephones_is_lost_where_busy_leads_on() -> None:
    lost = losses(group("not_reachable: busy_tone", "when_busy: post"))
    assert lost == {
        "not_reachable": "BroadWorks has one busy for a group: without telephones callers go where when_busy sends them"
    }
    assert losses(group("not_reachable: busy_tone")) == {}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("next_member_after: {rings: 21}", "BroadWorks takes 1 to 20 rings here, not 21"),
        ("overflow: {after: 7201s, to: anna}", "BroadWorks waits at most 7200 seconds, not 7201"),
        (f"name: {'x' * 31}", "BroadWorks takes at most 30 characters here; these are 31"),
    ],
)
def test_limits_of_groups(line: str, text: str) -> None:
    assert [str(defect.message) for defect in wanted(group(line)).defects] == [text]


KEYS = """business_hours_menu:
      greeting: audio/welkom.wav
      dial_by_extension: true
      keys:
        1: {transfer: anna, label: Anna}
        2: {transfer: 0612345678, announce: true}
        3: {play: audio/route.wav}
        4: dial_by_name
        5: dial_by_extension
        0: {operator: bob}
        star: repeat_menu
        hash: hang_up"""


def test_keys_in_the_order_of_the_keypad() -> None:
    (keys, greeting, at_once) = part(
        menu(KEYS),
        "auto_attendant",
        "business_hours_menu.keys",
        "business_hours_menu.greeting",
        "business_hours_menu.dial_by_extension",
    )
    assert keys == (
        ("0", "operator", "202", None),
        ("1", "transfer", "201", "Anna"),
        ("2", "announced transfer", "+31612345678", None),
        ("3", "play", "audio/route.wav", None),
        ("4", "dial_by_name", None, None),
        ("5", "dial_by_extension", None, None),
        ("star", "repeat_menu", None, None),
        ("hash", "hang_up", None, None),
    )
    assert (greeting, at_once) == ("audio/welkom.wav", True)


def test_one_menu_plays_always_and_two_have_a_clock() -> None:
    one = menu("business_hours_menu: {keys: {0: {operator: bob}}}")
    two = menu("business_hours_menu: {keys: {0: {operator: bob}}}", "after_hours_menu: {keys: {0: {operator: post}}}")
    names = ("business_hours", "holidays", "after_hours_menu.keys")
    assert part(one, "auto_attendant", *names) == (None, None, ())
    assert part(two, "auto_attendant", *names) == ("kantoor", None, (("0", "operator", "999", None),))


MENU_LOSSES = {
    "1: {play: {say: Hallo}}": (
        "play",
        "a key of BroadWorks plays a recording of the plan's folder only; the key does nothing",
    ),
    "1: {play: default}": (
        "play",
        "a key of BroadWorks plays a recording of the plan's folder only; the key does nothing",
    ),
}


@pytest.mark.parametrize("key", MENU_LOSSES)
def test_losses_of_menus_say_where(key: str) -> None:
    where, text = MENU_LOSSES[key]
    plan = menu(f"business_hours_menu: {{keys: {{{key}, 0: {{operator: bob}}}}}}")
    assert losses(plan) == {f"business_hours_menu.keys.1.{where}": text}
    assert part(plan, "auto_attendant", "business_hours_menu.keys") == ((("0", "operator", "202", None),),)


def test_limits_of_menus() -> None:
    plan = menu(
        f"business_hours_menu: {{keys: {{1: {{transfer: anna, label: {'x' * 21}}}}}}}", "first_digit_timeout: 61s"
    )
    assert sorted(str(defect.message) for defect in wanted(plan).defects) == [
        "BroadWorks takes at most 20 characters here; these are 21",
        "BroadWorks waits 1 to 60 seconds for a key",
    ]


def test_what_belongs_to_the_portal_is_lost_once() -> None:
    plan = f"""{COMPANY}{USERS}
portal_users: {{b: {{username: b, email: b@b.example}}, c: {{username: c, email: c@b.example}}}}
mobile: {{subscriptions: {{mob: {{number: 0612345678}}}}}}
"""
    told = [(loss.route, str(loss.message)) for loss in wanted(plan).losses if len(loss.route) == 1]
    assert told == [
        (("portal_users",), "portal users are accounts of the reseller's portal; BroadWorks does not know them"),
        (("mobile",), "mobile subscriptions belong to the mobile network; BroadWorks does not know them"),
    ]


def test_the_length_of_a_ring_is_said_once() -> None:
    plan = group("next_member_after: {rings: 3}")
    rings = [loss.route for loss in wanted(plan).losses if "a ring lasts" in str(loss.message)]
    assert rings == [("users", "anna", "voicemail", "rings")]


# One night destination for all

NIGHT = """
company: {{name: Zaak, main_number: 0854879610, business_hours: kantoor{company}}}
numbers: [0854879610..0854879639]
schedules: {{kantoor: {{mon-fri: 09:00-17:00}}}}
mailboxes: {{post: {{extension: 999}}, nacht: {{extension: 998, number: 0854879611}}}}
users:
  anna: {{extension: 201, forwarding: {{always: post}}, night_forwarding: {anna}}}
hunt_groups:
  verkoop:
    {{extension: 300, number: 0854879612, members: [anna], policy: regular, overflow: {{to: post}},
      night_forwarding: {group}}}
auto_attendants:
  menu: {{extension: 400, business_hours_menu: {{keys: {{0: {{operator: anna}}}}}}, night_forwarding: {menu}}}
"""
SCHEDULED = ", night_forwarding: {mode: schedule}"
TO_POST = ", night_forwarding: {mode: schedule, to: post}"


def at_night(company: str, anna: str = "off", group: str = "off", menu: str = "off") -> str:
    return NIGHT.format(company=company, anna=anna, group=group, menu=menu)


@pytest.mark.parametrize(
    ("plan", "mode", "to"),
    [
        (at_night(SCHEDULED, menu="{to: nacht}"), "schedule", "998"),
        (at_night(TO_POST, menu="{to: nacht}"), "schedule", "998"),
        (at_night(TO_POST, anna="{mode: on, to: nacht}", menu="{to: 0854879611}"), "schedule", "998"),
        (at_night(TO_POST, anna="follow", menu="{to: 999}"), "schedule", "999"),
        (at_night(TO_POST, anna="follow", menu="{mode: off, to: nacht}"), "schedule", "999"),
        (at_night("", menu="{mode: on, to: nacht}"), "off", "998"),
        (at_night("", anna="follow", menu="{mode: on, to: nacht}"), "off", "998"),
    ],
)
def test_a_night_destination_of_one_object_is_that_of_all_where_nobody_has_another(
    plan: str, mode: str, to: str
) -> None:
    found = wanted(plan)
    (company,) = found.tenant.of_kind("company")
    assert (company.settings["night_forwarding.mode"], company.settings["night_forwarding.to"]) == (mode, to)
    assert found.losses == ()
    assert translation_of(case_of(plan), found.losses, PROVISIONING.image(found.tenant, site(), "NL")).is_proven


def test_nobody_is_forwarded_where_the_company_is_not_because_another_has_a_destination() -> None:
    found = wanted(at_night("", anna="follow", group="{to: post}", menu="{mode: on, to: nacht}")).tenant
    modes = {one.key: one.settings.get("night_forwarding") for one in found.objects.values() if one.key}
    assert (modes["anna"], modes["verkoop"], modes["menu"]) == ("off", "off", "on")


@pytest.mark.parametrize("company", ["", SCHEDULED])
def test_who_is_always_forwarded_to_nowhere_is_not(company: str) -> None:
    plan = at_night(company, menu="on")
    found = wanted(plan)
    assert {loss.kind.name for loss in found.losses} == {"night-nowhere"}
    assert ("auto_attendants", "menu", "night_forwarding") in [loss.route for loss in found.losses]
    by_hand = replace(found.tenant, objects=_always_on(found.tenant))
    for tenant in (found.tenant, by_hand):
        translation = translation_of(case_of(plan), found.losses, PROVISIONING.image(tenant, site(), "NL"))
        assert (translation.unexplained, translation.unknown) == ((), ())


def _always_on(tenant: Tenant) -> dict[Identity, TenantObject]:
    """A company where somebody has switched on night forwarding that leads nowhere."""
    return {
        identity: replace(one, settings={**one.settings, "night_forwarding": "on"})
        if identity.kind == "auto_attendant"
        else one
        for identity, one in tenant.objects.items()
    }


def test_of_several_night_destinations_most_have_theirs() -> None:
    plan = at_night(SCHEDULED, anna="{to: nacht}", group="{to: 0612345678}", menu="{to: nacht}")
    found = wanted(plan)
    (company,) = found.tenant.of_kind("company")
    assert company.settings["night_forwarding.to"] == "998"
    (loss,) = found.losses
    assert (loss.kind.name, loss.route) == ("night-destination", ("hunt_groups", "verkoop", "night_forwarding", "to"))
    assert [(edit.route, edit.value) for edit in loss.edits] == [(loss.route, "nacht")]
    translation = translation_of(case_of(plan), found.losses, PROVISIONING.image(found.tenant, site(), "NL"))
    assert (translation.unexplained, translation.unknown) == ((), ())
    assert translation.noticed


def test_whoever_follows_the_company_goes_where_it_says() -> None:
    plan = at_night(TO_POST, anna="follow", menu="{to: nacht}")
    (company,) = wanted(plan).tenant.of_kind("company")
    assert company.settings["night_forwarding.to"] == "999"
    assert [loss.kind.name for loss in wanted(plan).losses] == ["night-destination"]
