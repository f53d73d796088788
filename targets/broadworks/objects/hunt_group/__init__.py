"""Hunt groups: several people under one number (manual 6.7)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.targets.broadworks.client.answer_checks import chosen, table_rows, whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.loss_kinds import GROUP_ONE_BUSY
from nummerplan.targets.broadworks.object_kind import (
    AspectReading,
    ChangeContext,
    Kind,
    Phase,
    PlanBuilder,
    PlanContext,
    SettingValues,
    Step,
    WantedSettings,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.objects.hunt_group.when_busy import BUSY_TONE, WHEN_BUSY, sends_on
from nummerplan.targets.broadworks.parts import extra_numbers, night_forwarding
from nummerplan.targets.broadworks.parts.service_profile import (
    follow_up,
    profile_fields,
    read_aspects,
    read_instances,
    read_profile,
    renumber_profile,
    wanted_profile,
    written_profile,
)
from nummerplan.targets.broadworks.parts.unplanned_services import read_unplanned
from nummerplan.targets.broadworks.parts.user_ids import renamed
from nummerplan.targets.broadworks.parts.user_services import assigned, services_query
from nummerplan.targets.broadworks.parts.usual import hand_set_services
from nummerplan.targets.broadworks.parts.usual.fixed_fields import (
    UsualField,
    new_usual,
    read_usual,
    want_usual,
    write_usual,
)

NAME = "hunt_group"
POLICIES = {"regular": "Regular", "circular": "Circular", "simultaneous": "Simultaneous", "uniform": "Uniform"}
WEIGHTED = "Weighted"
"""A policy that no plan describes."""
MODIFY = "GroupHuntGroupModifyInstanceRequest"
_ASPECTS = (WHEN_BUSY, night_forwarding.ASPECT, extra_numbers.ASPECT, hand_set_services.ASPECT)
NEXT, AFTER, OVERFLOW, NOT_REACHABLE = "next_member_after.rings", "overflow.after", "overflow.to", "not_reachable"
BUSY_TOO = "not_reachable.and_busy"
"""Whether the group is busy without telephones although its callers are sent on then; no plan has that."""
USUAL_RINGS = 5
_USUAL = (
    UsualField("group_busy", "enableGroupBusy", False),
    UsualField("members_close_it", "allowMembersToControlGroupBusy", False),
    UsualField("members_are_closed", "applyGroupBusyWhenTerminatingToAgent", False),
    UsualField("own_caller_id", "useSystemHuntGroupCLIDSetting", True),
    UsualField("hides_its_name", "includeHuntGroupNameInCLID", True),
)
"""A group that is busy is closed for all callers; whoever closed it is to be seen."""
MOST_RINGS, MOST_SECONDS = 20, 7200


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every group of the plan."""
    for group in context.plan.hunt_groups.values():
        gathered = WantedSettings(context, group)
        wanted_profile(gathered, group)
        gathered.put("policy", group.policy)
        members = [context.user_id(key) for key in group.members if key in context.plan.users]
        gathered.put("members", tuple(dict.fromkeys(members)))
        gathered.put(NEXT, group.next_member_after.rings if group.next_member_after else None)
        gathered.put("ring_busy_members", group.ring_busy_members)
        _destinations(gathered, group)
        want_usual(gathered, _USUAL)
        gathered.settings[BUSY_TOO] = False
        for aspect in _ASPECTS:
            aspect.from_plan(gathered, group)
        _limits(context, group)
        identity = Identity(NAME, context.user_id(group.key))
        former = Identity(NAME, context.former_id(group.renamed_from)) if group.renamed_from else None
        yield TenantObject(
            identity, gathered.settings, group.key, group.route, gathered.routes, gathered.secrets, former
        )


def _destinations(gathered: WantedSettings, group: HuntGroup) -> None:
    """Overflow, and where callers go when no telephone is there; the group's other ways are services of its own."""
    context = gathered.context
    overflow = group.overflow.to if group.overflow else None
    nothing, none_after = say("nothing is set here"), PlanEdit(group.at("overflow"))
    gathered.put(OVERFLOW, context.reach(overflow, group.at("overflow", "to"), nothing, none_after))
    if group.overflow is not None and gathered.settings[OVERFLOW] is not None:
        gathered.put(AFTER, group.overflow.after or 0)
    gone = group.not_reachable.to if group.not_reachable else None
    if gone == BUSY_TONE:
        gathered.put(NOT_REACHABLE, BUSY_TONE)
        if sends_on(gathered, group):
            text = say("BroadWorks has one busy for a group: without telephones callers go where when_busy sends them")
            context.lose(group.at(NOT_REACHABLE), text, GROUP_ONE_BUSY, PlanEdit(group.at(NOT_REACHABLE)))
    else:
        to = context.reach(gone, group.at(NOT_REACHABLE, "to"), nothing, PlanEdit(group.at(NOT_REACHABLE)))
        gathered.put(NOT_REACHABLE, to, NOT_REACHABLE, "to")


def _limits(context: PlanContext, group: HuntGroup) -> None:
    rings = group.next_member_after.rings if group.next_member_after else 1
    if not 1 <= rings <= MOST_RINGS:
        text = say("BroadWorks takes 1 to {most} rings here, not {rings}", most=MOST_RINGS, rings=rings)
        context.refuse(group.at("next_member_after", "rings"), text)
    seconds = (group.overflow.after if group.overflow else 0) or 0
    if seconds > MOST_SECONDS:
        text = say("BroadWorks waits at most {most} seconds, not {seconds}", most=MOST_SECONDS, seconds=seconds)
        context.refuse(group.at("overflow", "after"), text)


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """Make, change or delete a group."""
    identity = change.identity
    if change.after is None:
        fields = {"service_user_id": identity.name}
        request = "GroupHuntGroupDeleteInstanceRequest"
        yield Phase.DELETE_HUNT_GROUPS, Operation(identity, request, fields, reversible=False)
        return
    yield from renamed(change)
    changed = context.settings(change)
    if change.before is None:
        yield (
            Phase.HUNT_GROUPS,
            Operation(identity, "GroupHuntGroupAddInstanceRequest20", _new(change, changed, context)),
        )
    elif fields := _modified(change.after.settings, changed):
        yield Phase.HUNT_GROUPS, Operation(identity, MODIFY, {"service_user_id": identity.name, **fields})
    if "active" in changed:
        activation = [{"service_user_id": identity.name, "is_active": changed["active"]}]
        request = "GroupHuntGroupModifyActiveInstanceListRequest"
        yield Phase.HUNT_GROUPS, Operation(identity, request, {"service_activation": activation})
    yield from follow_up(change, changed, context, _ASPECTS, Phase.HUNT_GROUPS)


def _new(change: Change, changed: SettingValues, context: ChangeContext) -> dict[str, Any]:
    settings = change.after.settings if change.after else {}
    fields = {name: value for name, value in _ringing(settings).items() if value is not NIL}
    profile = profile_fields(changed, new=True)
    fields |= {**context.group, "service_user_id": change.identity.name, "service_instance_profile": profile}
    if members := _members(settings):
        fields["agent_user_id"] = members
    return fields | new_usual(_USUAL)


def _ringing(settings: SettingValues) -> dict[str, Any]:
    """Who rings for how long, and where callers go then."""
    overflow, gone, rings = settings.get(OVERFLOW), settings.get(NOT_REACHABLE), settings.get(NEXT)
    away = gone if gone != BUSY_TONE else None
    return {
        "policy": POLICIES[str(settings["policy"])],
        "hunt_after_no_answer": rings is not None,
        "no_answer_number_of_rings": USUAL_RINGS if rings is None else rings,
        "forward_after_timeout": overflow is not None,
        "forward_timeout_seconds": settings.get(AFTER) or 0,
        "forward_to_phone_number": overflow or NIL,
        "allow_call_waiting_for_agents": bool(settings.get("ring_busy_members")),
        "enable_not_reachable_forwarding": away is not None,
        "not_reachable_forward_to_phone_number": away or NIL,
        "make_busy_when_not_reachable": gone == BUSY_TONE or bool(settings.get(BUSY_TOO)),
    }


_PARTS = {
    "policy": ("policy",),
    NEXT: ("hunt_after_no_answer", "no_answer_number_of_rings"),
    OVERFLOW: ("forward_after_timeout", "forward_timeout_seconds", "forward_to_phone_number"),
    AFTER: ("forward_timeout_seconds",),
    "ring_busy_members": ("allow_call_waiting_for_agents",),
    BUSY_TOO: ("make_busy_when_not_reachable",),
    NOT_REACHABLE: (
        "enable_not_reachable_forwarding",
        "not_reachable_forward_to_phone_number",
        "make_busy_when_not_reachable",
    ),
}


def _modified(settings: SettingValues, changed: SettingValues) -> dict[str, Any]:
    """The fields of what changes; the members are always sent whole."""
    fields: dict[str, Any] = {}
    if profile := profile_fields(changed, new=False):
        fields["service_instance_profile"] = profile
    fields |= write_usual(changed, _USUAL)
    ringing = _ringing(settings)
    fields |= {field: ringing[field] for name, parts in _PARTS.items() if name in changed for field in parts}
    if "members" in changed:
        members = _members(settings)
        fields["agent_user_id_list"] = {"user_id": members} if members else NIL
    return fields


def _members(settings: SettingValues) -> list[str]:
    members = settings.get("members")
    return [str(member) for member in members] if isinstance(members, tuple) else []


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """Give the group a number, an extension or further numbers, or take them."""
    yield from renumber_profile(identity, settings, MODIFY)
    yield from extra_numbers.renumber(identity, settings)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject | Identity]:
    """The company's groups; one with weights for its members is nothing that a plan describes."""
    listing = ("GroupHuntGroupGetInstanceListRequest", "huntGroupTable")
    return read_instances(ask, site, names, listing, lambda name, active: _one(name, active, site))


def _one(name: str, active: bool, site: Site) -> ReadSteps[TenantObject | Identity]:
    query = Query("GroupHuntGroupGetInstanceRequest20", {"service_user_id": name})
    answer, services = yield [query, services_query(name)]
    policy = chosen(answer, "policy", {word: policy for policy, word in POLICIES.items()} | {WEIGHTED: None})
    if policy is None:
        return Identity(NAME, name)
    has = assigned(services)
    settings: dict[str, Value] = {**read_profile(answer), **_read_ringing(answer)}
    settings |= {"policy": policy, "active": active, "services": has, **(yield from read_unplanned(name, services))}
    settings.update((yield from read_aspects(AspectReading(name, has, answer, site), _ASPECTS)))
    return TenantObject(Identity(NAME, name), settings)


def _read_ringing(answer: Answer) -> dict[str, Value]:
    found: dict[str, Value] = {
        "members": tuple(row["User Id"] for row in table_rows(answer, "agentUserTable", "User Id")),
        "ring_busy_members": answer.flag("allowCallWaitingForAgents"),
        NEXT: whole_number(answer, "noAnswerNumberOfRings") if answer.flag("huntAfterNoAnswer") else None,
        OVERFLOW: normal(answer.text("forwardToPhoneNumber")) if answer.flag("forwardAfterTimeout") else None,
    }
    if found[OVERFLOW] is not None:
        found[AFTER] = whole_number(answer, "forwardTimeoutSeconds")
    found |= read_usual(answer, _USUAL)
    gone: Value = BUSY_TONE if answer.flag("makeBusyWhenNotReachable") else None
    if answer.flag("enableNotReachableForwarding"):
        gone = normal(answer.text("notReachableForwardToPhoneNumber"))
    found[NOT_REACHABLE] = gone
    found[BUSY_TOO] = answer.flag("makeBusyWhenNotReachable") and answer.flag("enableNotReachableForwarding")
    return found


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """Every group as a person would write it."""
    for found in tenant.of_kind(NAME):
        settings = found.settings
        written = written_profile(found, builder)
        written["policy"] = settings.get("policy")
        members = settings.get("members")
        ids = members if isinstance(members, tuple) else ()
        keys = [builder.key_of("user", member, found.identity) for member in ids]
        written["members"] = [key for key in keys if key is not None]
        written["next_member_after"] = {"rings": settings[NEXT]} if settings.get(NEXT) is not None else None
        if settings.get(OVERFLOW) is not None:
            written["overflow"] = {"after": f"{settings.get(AFTER)}s", "to": builder.to(settings[OVERFLOW])}
        gone = settings.get(NOT_REACHABLE)
        written[NOT_REACHABLE] = {"to": gone if gone == BUSY_TONE else builder.to(gone)} if gone is not None else None
        written["ring_busy_members"] = True if settings.get("ring_busy_members") else None
        for aspect in _ASPECTS:
            written |= aspect.as_plan(found, builder)
        if settings.get("active") is False:
            builder.cannot_say(found.identity)
        builder.put("hunt_groups", found.identity, written)


KIND = Kind(NAME, 70, from_plan, operations, read, as_plan, renumber, reads=4)
