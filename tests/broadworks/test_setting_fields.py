"""Each setting changes exactly the fields that the table of the target names, in a new company and in a live one."""

import copy
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import yaml
from broadworks_plans import CALL_TYPES, bench_of, case_of
from broadworks_setting_cases import CASES, FAX, KEYS, MAILBOX, PLAN, Case
from lxml import etree

from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.reading.glossary import groups
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets import all_targets
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.envelope import document
from nummerplan.targets.broadworks.protocol import INSTANCE
from nummerplan.targets.broadworks.setting_fields import NOT_NEEDED, NOT_OBJECTS
from nummerplan.targets.broadworks.tenant.unsent_settings import HELD

FIELDS = next(target.fields() for target in all_targets() if target.name == "broadworks")
ADDRESSES = {
    *("serviceProviderId", "groupId", "userId", "serviceUserId", "deviceName", "scheduleName", "criteriaName"),
    *("level", "mediaFileType", "type", "scheduleType"),
}
"""Fields by which a command says which object it means; the table has them where a setting is the name itself."""
SENT_ALONG = ("UserServiceAssign", "UserServiceUnassign", "GroupAnnouncementFile")
"""Services that a setting needs and recordings that it names are objects of their own."""


class Secret(str):
    """A text that YAML writes as a reference to a secret."""


yaml.SafeDumper.add_representer(Secret, lambda dumper, name: dumper.represent_scalar("!secret", name[8:]))


def steps(setting: str) -> list[str | int]:
    """Where a setting stands in the plan: `users.KEY.devices[].mac` is that of the first device of Anna."""
    found: list[str | int] = []
    for step in setting.split("."):
        if step == "KEY":
            section = str(found[0])
            inner = {"keys": "1", "yearly": "05-03"}.get(str(found[-1]), "2027-05-03")
            found.append(KEYS[section] if len(found) == 1 else inner)
        elif step == "DAY":
            found.append("sat")
        else:
            found += [step.removesuffix("[]"), 0] if step.endswith("[]") else [step]
    return found


def put(plan: Any, setting: str, value: object) -> None:
    """Write a setting into a plan, with the mappings and lists that lead to it; None takes it out."""
    path = steps(setting)
    last = path.pop()
    for step, following in pairwise([*path, last]):
        inner: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            plan.extend([inner] * (step + 1 - len(plan)))
        elif not isinstance(plan.get(step), list | dict):
            plan[step] = inner
        plan = plan[step]
    if value is None:
        plan.pop(last, None)
    else:
        plan[last] = Secret(value) if isinstance(value, str) and value.startswith("!secret") else copy.deepcopy(value)


def company() -> dict[str, Any]:
    """The plan of all cases, every value in it a text."""
    found: dict[str, Any] = yaml.load(PLAN, yaml.BaseLoader)  # noqa: S506 - makes texts, lists and mappings only
    return found


def plan_with(settings: dict[str, Any]) -> LinkedPlan:
    plan = company()
    for setting, value in settings.items():
        put(plan, setting, value)
    return case_of(yaml.safe_dump(plan, sort_keys=False))


def site_of(linked: LinkedPlan) -> Site:
    home = linked.plan.platform
    assert home is not None
    settings = {"call_types": CALL_TYPES, "device_types": {"yealink-t54w": "Yealink T54W"}}
    return Site("hosted", "broadworks", settings, home.service_provider or "", home.group or "", home.domain or "")


def sent(before: LinkedPlan | None, after: LinkedPlan) -> dict[str, list[str]]:
    """The fields of all commands that lead from one plan to another, as the newest release names them, with texts."""
    wanted = PROVISIONING.wanted(bench_of(after), site_of(after)).tenant
    old = PROVISIONING.wanted(bench_of(before), site_of(before)).tenant if before else Tenant({})
    changes = compare_tenants(old, wanted, lambda identity, found, setting: True)
    found: dict[str, list[str]] = {}
    for operation in PROVISIONING.operations(changes, old, site_of(after)):
        for command in etree.fromstring(document([operation], release="R25")).findall("command"):
            for path, text in leaves(command, str(command.get(f"{{{INSTANCE}}}type"))):
                found.setdefault(path, []).append(text)
    return {path: sorted(texts) for path, texts in found.items()}


def leaves(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    for inner in element:
        if len(inner):
            yield from leaves(inner, f"{path}.{inner.tag}")
        else:
            yield f"{path}.{inner.tag}", inner.text or str(dict(inner.attrib))


def different(one: dict[str, list[str]], other: dict[str, list[str]]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def changed(setting: str, case: Case, beside: dict[str, Any]) -> set[str]:
    """The fields that differ with the setting, when the company is made and when it is changed there and back."""
    found: set[str] = set()
    place = case.at or setting
    plans = [plan_with({**beside, place: value}) for value in case.values]
    for one, other in pairwise(plans):
        found |= different(sent(None, one), sent(None, other))
        if site_of(one) == site_of(other):
            found |= different(sent(one, other), sent(other, one))
    return {path for path in found if not path.startswith(SENT_ALONG)}


def row_of(setting: str, found: set[str]) -> set[str]:
    """The row of the table; a field without a request stands for that of all commands, a mapping for all in it."""
    row: set[str] = set()
    for field in FIELDS.get(setting, ()):
        inner = {path for path in found if path.startswith(f"{field}.") or path.endswith(f".{field}")}
        row |= inner or {field}
    return row


@pytest.mark.parametrize("setting", CASES)
def test_a_setting_changes_the_fields_that_the_table_names_and_no_others(setting: str) -> None:
    case = CASES[setting]
    found = changed(setting, case, case.beside or {})
    if setting in (f"{MAILBOX}.extension", f"{MAILBOX}.number"):
        found |= changed(setting, case, FAX)
    row = row_of(setting, found)
    assert row - found == set()
    if not case.whole:
        known = row.union(*(FIELDS.get(other, ()) for other in case.brings))
        emptied = {path for path in found if any(field.startswith(f"{path}.") for field in known)}
        addresses = {path for path in found if path.rpartition(".")[2] in ADDRESSES}
        assert found - known - emptied - addresses == set()


@pytest.mark.parametrize("setting", sorted(CASES.keys() - FIELDS.keys() - NOT_NEEDED.keys()))
def test_a_setting_that_no_field_holds_is_reported_as_a_loss(setting: str) -> None:
    case = CASES[setting]
    linked = plan_with({**(case.beside or {}), case.at or setting: case.values[-1]})
    losses = [loss.route for loss in PROVISIONING.wanted(bench_of(linked), site_of(linked)).losses]
    route = tuple(steps(setting))
    assert [loss for loss in losses if loss[: len(route)] == route or route[: len(loss)] == loss] != []


@pytest.mark.parametrize("section", KEYS)
def test_a_former_key_renames_the_object(section: str) -> None:
    key, setting = KEYS[section], f"{section}.KEY.renamed_from"
    before, after = company(), company()
    before[section]["oud"] = before[section].pop(key)
    after[section][key]["renamed_from"] = "oud"
    found = sent(case_of(yaml.safe_dump(before)), case_of(yaml.safe_dump(after)))
    (field,) = FIELDS[setting]
    assert found[field] in ([key], [f"{key}@zaak.example"])


def settings() -> Iterator[str]:
    for group in groups():
        for place in group.places:
            yield from (f"{place}.{entry.key}".lstrip(".") for entry in group.entries)


def test_every_setting_of_the_language_is_tried_or_a_loss() -> None:
    """What is not tried here is none that a field holds: `unsent_settings` reports it."""
    mappings = {place.removesuffix("[]").removesuffix(".KEY") for group in groups() for place in group.places}
    renamed = {f"{section}.KEY.renamed_from" for section in KEYS}
    known = {*CASES, *NOT_NEEDED, *mappings, *renamed}
    here = [name for name in settings() if name.partition(".")[0].removesuffix("[]") not in NOT_OBJECTS]
    assert [name for name in here if name not in known and name in HELD] == []
    assert {"users.KEY.renamed_from", "users.KEY.number", "users.KEY.devices[].line"} <= HELD
    assert set(FIELDS) - {*CASES, *renamed} == set()
    assert set(FIELDS) - set(here) == set()


@pytest.mark.parametrize(
    "more",
    [
        {"calls": [{"dial": "201", "from": "external"}]},
        {"portal_users": {"baas": {"username": "baas", "roles": ["manage_users"]}}},
        {"mobile": {"subscriptions": {"mobiel": {"number": "0612345678"}}}},
    ],
)
def test_sections_of_which_nothing_is_made_send_nothing(more: dict[str, Any]) -> None:
    assert sent(None, plan_with(more)) == sent(None, plan_with({}))
