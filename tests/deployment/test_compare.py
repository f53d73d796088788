"""What has to change on a platform: compared, cut off in the middle, and taken back again."""

import json
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from tenants import applied, tenants

from nummerplan.compiler.deployment.planning.compare_tenants import (
    compare_tenants,
    keep_manual_switches,
    remaining_changes,
)
from nummerplan.compiler.deployment.planning.undo_changes import later_changes, undo_changes
from nummerplan.compiler.deployment.records.tenant_json import changes_from, changes_json, tenant_from, tenant_json
from nummerplan.compiler.deployment.report.deployment_report import number_moves
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import DeploymentRun
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value


def never(*_: object) -> bool:
    return False


def holds(platform: Tenant, wanted: Tenant) -> bool:
    """Whether every object that is wanted is there with every setting that is wanted."""
    return all(
        identity in platform.objects
        and all(platform.objects[identity].settings.get(name) == value for name, value in after.settings.items())
        for identity, after in wanted.objects.items()
    )


def tenant(*objects: TenantObject) -> Tenant:
    return Tenant({found.identity: found for found in objects})


def user(name: str, former: str = "", /, **settings: Value) -> TenantObject:
    return TenantObject(Identity("user", name), settings, former=Identity("user", former) if former else None)


@given(tenants(), tenants(wanted=True))
def test_the_changes_lead_to_what_is_wanted_and_then_there_are_none(platform: Tenant, wanted: Tenant) -> None:
    after = applied(compare_tenants(platform, wanted, never), platform)
    assert holds(after, wanted)
    assert not compare_tenants(after, wanted, never)


@given(tenants(), tenants(wanted=True))
def test_what_nobody_wants_goes_and_what_no_plan_can_describe_stays(platform: Tenant, wanted: Tenant) -> None:
    after = applied(compare_tenants(platform, wanted, never), platform)
    assert after.objects.keys() - wanted.objects.keys() <= set(platform.untouched)
    assert (platform.objects.keys() & set(platform.untouched)) <= after.objects.keys()


@given(tenants(), tenants(wanted=True), st.data())
def test_what_was_cut_off_anywhere_is_finished_without_doing_anything_twice(
    platform: Tenant, wanted: Tenant, data: st.DataObject
) -> None:
    changes = compare_tenants(platform, wanted, never)
    done = data.draw(st.sets(st.sampled_from(range(len(changes.changes))))) if changes else set()
    part = ChangeSet(tuple(change for place, change in enumerate(changes.changes) if place in done))
    middle = applied(part, platform)
    rest = remaining_changes(changes, middle, never)
    assert len(rest.changes) == len(changes.changes) - len(part.changes)
    end = applied(rest, middle)
    assert holds(end, wanted)
    assert not remaining_changes(changes, end, never)


@given(tenants(), tenants(wanted=True))
def test_what_is_taken_back_is_as_before(platform: Tenant, wanted: Tenant) -> None:
    changes = compare_tenants(platform, wanted, never)
    after = applied(changes, platform)
    run = DeploymentRun(1, "deploy", "done", "", "", changes, after, 0, 0)
    assert later_changes(run, after) == []
    back = applied(undo_changes(run, after), after)
    assert back.objects.keys() == platform.objects.keys()
    assert holds(back, platform)


@given(tenants(), tenants(wanted=True), st.data())
def test_what_somebody_changed_since_is_named_and_not_taken_back(
    platform: Tenant, wanted: Tenant, data: st.DataObject
) -> None:
    # One object at least is there and has to change.
    there = next((found for found in wanted.objects.values() if found.settings), user("vera", name="Vera"))
    differing = TenantObject(there.identity, dict.fromkeys(there.settings, "as it was"))
    wanted = replace(wanted, objects={**wanted.objects, there.identity: there})
    platform = replace(platform, objects={**platform.objects, there.identity: differing})
    changes = compare_tenants(platform, wanted, never)
    after = applied(changes, platform)
    written = [(c.identity, s.setting) for c in changes.changes for s in c.settings if c.after and c.before]
    assume(written)
    identity, setting = data.draw(st.sampled_from(written))
    other = TenantObject(identity, {**after.objects[identity].settings, setting: "by hand"})
    moved = replace(after, objects={**after.objects, identity: other})
    run = DeploymentRun(1, "deploy", "done", "", "", changes, after, 0, 0)
    assert [(found.identity, found.setting, found.held) for found in later_changes(run, moved)] == [
        (identity, setting, "by hand")
    ]
    unfinished = replace(run, state="running", left=None)
    assert [found.setting for found in later_changes(unfinished, moved)] == [setting]


@given(tenants(), tenants(wanted=True))
def test_changes_and_tenants_survive_json(platform: Tenant, wanted: Tenant) -> None:
    changes = compare_tenants(platform, wanted, lambda *_: True)
    assert changes_from(json.loads(json.dumps(changes_json(changes)))) == changes
    assert tenant_from(json.loads(json.dumps(tenant_json(wanted)))) == wanted


def test_an_object_keeps_its_identity_when_it_is_renamed() -> None:
    changes = compare_tenants(
        tenant(user("old", number="1", name="A")), tenant(user("new", "old", number="1", name="B")), never
    )
    (change,) = changes.changes
    assert (change.action, change.before and change.before.identity.name, change.identity.name) == (
        "rename",
        "old",
        "new",
    )
    assert [(s.setting, s.old, s.new) for s in change.settings] == [("name", "A", "B")]


def test_a_former_name_that_another_object_has_by_now_renames_nothing() -> None:
    changes = compare_tenants(tenant(user("a")), tenant(user("b", "a"), user("a")), never)
    assert [(change.action, change.identity.name) for change in changes.changes] == [("create", "b")]


def test_a_secret_is_written_when_it_must_be_and_never_shown() -> None:
    wanted = TenantObject(Identity("user", "a"), {}, secrets={"pin": "{{secret a}}"})
    assert not compare_tenants(tenant(user("a")), tenant(wanted), never)
    (change,) = compare_tenants(tenant(user("a")), tenant(wanted), lambda *_: True).changes
    assert [(s.setting, s.old, s.new, s.concealed) for s in change.settings] == [("pin", None, None, True)]


def test_a_number_that_moves_is_named_and_a_renamed_object_moves_none() -> None:
    here = tenant(
        user("a", number="+31854879610", extra_numbers=("+31854879611",)), user("b", number=None), user("c", number="x")
    )
    there = tenant(
        user("a", number=None, extra_numbers=()), user("b", number="+31854879610"), user("d", "c", number="x"),
        user("e", number="+31854879611"),
    )  # fmt: skip
    found = [
        (move.address, move.former.name, move.later.name) for move in number_moves(compare_tenants(here, there, never))
    ]
    assert sorted(found) == [("+31854879610", "a", "b"), ("+31854879611", "a", "e")]


def switch(value: str) -> Tenant:
    return tenant(TenantObject(Identity("company", "g"), {"night_forwarding.mode": value, "name": "X"}))


SWITCH = (Identity("company", "g"), "night_forwarding.mode")


def test_a_night_switch_set_by_hand_stays() -> None:
    kept, overrides = keep_manual_switches(switch("schedule"), switch("on"), {SWITCH: "schedule"})
    assert not compare_tenants(switch("on"), kept, never)
    assert [(found.held, found.planned) for found in overrides] == [("on", "schedule")]


def test_a_night_switch_set_by_hand_stays_when_its_object_is_renamed() -> None:
    here = tenant(user("old", night_forwarding="on"))
    there = tenant(user("new", "old", night_forwarding="follow"))
    known = {(next(iter(here.objects)), "night_forwarding"): "follow"}
    kept, overrides = keep_manual_switches(there, here, known)
    (change,) = compare_tenants(here, kept, never).changes
    assert (change.action, change.settings) == ("rename", ())
    assert [(found.identity.name, found.held, found.planned) for found in overrides] == [("new", "on", "follow")]
    # One that the plan changes, and nobody touched, is changed.
    left = {**known, (next(iter(here.objects)), "night_forwarding"): "on"}
    assert keep_manual_switches(there, here, left) == (there, ())


def test_a_plan_that_changes_the_switch_is_obeyed_where_nobody_touched_it() -> None:
    kept, overrides = keep_manual_switches(switch("off"), switch("schedule"), {SWITCH: "schedule"})
    assert (kept, overrides) == (switch("off"), ())


def test_without_a_deployment_to_compare_with_nothing_counts_as_set_by_hand() -> None:
    assert keep_manual_switches(switch("schedule"), switch("on"), {}) == (switch("schedule"), ())
