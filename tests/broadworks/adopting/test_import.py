"""A company of a platform as a plan: as a person would write it, and nothing that goes without saying."""

from dataclasses import replace

import pytest
from broadworks_plans import COMPANY, case_of, deployed, site, wanted

from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.object_kind.phone_numbers import national, normal
from nummerplan.targets.broadworks.tenant.plan_keys import describable, keys_of


def imported(tenant: Tenant) -> str:
    """The plan that is written of a company whose keys nobody knows."""
    objects = {name: replace(found, key="", routes={}, route=()) for name, found in tenant.objects.items()}
    return plan_yaml(PROVISIONING.plan_of(Tenant(objects), site()))


def section(text: str, name: str) -> str:
    """One section of a plan's text."""
    lines = text.split(f"\n{name}:\n")[1].splitlines()
    return "\n".join(line for line in lines[: next((n for n, line in enumerate(lines) if line[:1] != " "), len(lines))])


PLAN = (
    COMPANY
    + """users:
  anna:
    first_name: Anna
    infix: van der
    last_name: Wit
    extension: 201
    number: 0854879611
    username: a.wit@zaak.example
    forwarding: {missed: {to: bob, rings: 4}}
    voicemail: {email: a@b.example, rings: 9}
    blocked_callers: {anonymous: true, rules: [{name: Reclame, numbers: [0906*, 020-7654321], during: avond}]}
  bob:
    extension: 202
    forwarding: {busy: 0854879611, not_reachable: 0612345678}
    night_forwarding: off
hunt_groups:
  balie: {name: Balie, extension: 300, members: [bob, anna], overflow: {after: 20s, to: post}}
auto_attendants:
  keuze:
    extension: 400
    business_hours_menu:
      keys: {1: {transfer: balie, announce: true, label: balie}, 0: {operator: bob}, star: repeat_menu}
    after_hours_menu: {keys: {0: {operator: post}}}
"""
)

USERS = """  a.wit:
    first_name: Anna
    infix: van der
    last_name: Wit
    extension: 201
    number: 0854879611
    forwarding:
      missed:
        to: bob
        rings: 4
    voicemail:
      email: a@b.example
      rings: 9
    blocked_callers:
      anonymous: true
      rules:
        - name: Reclame
          numbers: ['0906*', 0207654321]
          during: avond
  bob:
    extension: 202
    forwarding:
      busy: a.wit
      not_reachable: 0612345678
    night_forwarding: off"""

GROUPS = """  balie:
    name: Balie
    extension: 300
    policy: regular
    members: [bob, a.wit]
    overflow:
      after: 20s
      to: post"""

MENUS = """  keuze:
    extension: 400
    business_hours_menu:
      keys:
        0:
          operator: bob
        1:
          transfer: balie
          announce: true
          label: balie
        star: repeat_menu
    after_hours_menu:
      keys:
        0:
          operator: post"""


@pytest.mark.parametrize(("name", "expected"), [("users", USERS), ("hunt_groups", GROUPS), ("auto_attendants", MENUS)])
def test_people_could_have_written_it(name: str, expected: str) -> None:
    assert section(imported(deployed(PLAN)), name) == expected


def test_it_wants_what_the_platform_holds() -> None:
    again = wanted(imported(deployed(PLAN))).tenant
    assert {name: found.settings for name, found in again.objects.items()} == {
        name: found.settings for name, found in wanted(PLAN).tenant.objects.items()
    }


def test_it_says_where_it_lives_and_reads_again() -> None:
    home = case_of(imported(deployed(PLAN))).plan.platform
    assert home is not None
    assert (home.name, home.service_provider, home.group, home.domain) == ("hosted", "SP", "zaak", "zaak.example")


def user(name: str, **settings: Value) -> TenantObject:
    whole: dict[str, Value] = {
        "first_name": "-",
        "last_name": name,
        "extension": "201",
        "call_waiting": True,
        **settings,
    }
    return TenantObject(Identity("user", f"{name}@zaak.example"), whole)


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Anna"], ["anna"]),
        (["201"], ["user-201"]),
        (["wait"], ["user-wait"]),
        (["anna", "ANNA"], ["anna", "anna-2"]),
        (["j.wit+werk"], ["j.wit-werk"]),
        (["x" * 100], ["x" * 53]),
    ],
)
def test_keys_are_made_from_ids(names: list[str], keys: list[str]) -> None:
    found = [user(name) for name in names]
    tenant = Tenant({one.identity: one for one in found})
    assert [keys_of(tenant)[one.identity] for one in found] == keys
    assert list(PROVISIONING.plan_of(tenant, site()).users) == keys


def test_an_id_that_its_key_does_not_say_is_written_out() -> None:
    found = user("201")
    plan = PROVISIONING.plan_of(Tenant({found.identity: found}), site())
    assert plan.users["user-201"].username == "201@zaak.example"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("hunt_group", "balie@zaak.example", True),
        ("hunt_group", "BALIE@Zaak.Example", True),
        ("hunt_group", "balie@elders.example", False),
        ("auto_attendant", "555@zaak.example", False),
        ("mailbox", "wait@zaak.example", False),
        ("user", "555@elders.example", True),
    ],
)
def test_what_no_plan_can_name_is_left_alone(kind: str, name: str, expected: bool) -> None:
    assert describable(Identity(kind, name), site()) is expected


def test_the_language_of_most_is_the_companys() -> None:
    found = [user("a", language="en"), user("b", language="en"), user("c", language="nl")]
    assert PROVISIONING.plan_of(Tenant({one.identity: one for one in found}), site()).company.language == "en"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+31-854879610", "+31854879610"),
        ("+31 85 487 96 10", "+31854879610"),
        ("201", "201"),
        ("112", "112"),
        ("balie@zaak.example", "balie@zaak.example"),
        ("", None),
        (None, None),
    ],
)
def test_numbers_have_one_form(written: str | None, expected: str | None) -> None:
    assert normal(written) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+31854879610", "0854879610"),
        ("+3222001234", "+3222001234"),
        ("+31906*", "0906*"),
        ("+32*", "+32*"),
        ("201", "201"),
        ("+999999999999999999", "+999999999999999999"),
    ],
)
def test_numbers_are_written_as_people_of_the_country_write_them(number: str, expected: str) -> None:
    assert national(number, "NL") == expected


def test_a_site_without_a_domain_writes_none() -> None:
    nowhere = Site("hosted", "broadworks", {}, "SP", "zaak", "")
    home = PROVISIONING.plan_of(Tenant({}), nowhere).platform
    assert home is not None
    assert home.domain is None
