"""Services and users: the group may use what is assigned, and as often; there is room for new users."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from nummerplan.model.deployment.platform import Operation
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import number_in, table_rows, whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.parts.listings.group_services import INCOMING, MUSIC, OUTGOING
from nummerplan.targets.broadworks.preflight.preflight_context import USER_KINDS, PreflightContext

_AUTHORIZED = "GroupServiceGetAuthorizationListRequest"
_OF_GROUP = {
    "GroupHuntGroupAdd": "Hunt Group",
    "GroupAutoAttendantAdd": "Auto Attendant",
    "GroupMusicOnHold": MUSIC,
    "GroupOutgoingCallingPlan": OUTGOING,
    "UserOutgoingCallingPlan": OUTGOING,
    "UserIncomingCallingPlan": INCOMING,
}
"""How the requests begin that need a service of the group."""


def check_services(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the group's authorisations and its limit of users, and compare."""
    services, group = yield [context.group_query(_AUTHORIZED), context.group_query("GroupGetRequest22V5")]
    if context.is_known(services, say("services of the group")):
        user_services = table_rows(
            services, "userServicesAuthorizationTable", "Service Name", "Authorized", "Quantity", "Usage"
        )
        own = table_rows(services, "groupServicesAuthorizationTable", "Service Name", "Assigned")
        _check_group_services(context, {row["Service Name"] for row in own if row["Assigned"] == "true"})
        _check_user_services(
            context, {row["Service Name"]: row for row in user_services if row["Authorized"] == "true"}
        )
    if context.is_known(group, say("the group's limit of users")):
        # New users come before old ones go, so that those who go make no room.
        new = [found for found in context.made if found.identity.kind in USER_KINDS]
        limit, count = whole_number(group, "userLimit"), whole_number(group, "userCount")
        if new and count + len(new) > limit:
            text = say(
                "the group may have {limit} users and has {count}; {new} more do not fit: ask the operator for a"
                " higher limit",
                limit=limit,
                count=count,
                new=len(new),
            )
            context.refuse(new[max(0, limit - count)].route, text)


def _check_group_services(context: PreflightContext, has: set[str]) -> None:
    for operation in context.operations:
        needed = next((name for start, name in _OF_GROUP.items() if operation.request.startswith(start)), None)
        if needed is not None and needed not in has and "Delete" not in operation.request:
            text = say(
                "{object} needs the service {service}, which the group does not have; ask the operator to assign it",
                object=str(operation.identity),
                service=needed,
            )
            context.refuse(context.where(operation.identity), text)


def _left(most: int, used: str) -> int:
    return max(0, most - (number_in(used) or 0))


def _check_user_services(context: PreflightContext, authorized: Mapping[str, Mapping[str, str]]) -> None:
    more: Counter[str] = Counter()
    for operation, service in _assigned(context.operations):
        more[service] += 1
        row = authorized.get(service)
        if row is None:
            text = say(
                "{object} needs the service {service}, for which the group is not authorised; ask the operator for it",
                object=str(operation.identity),
                service=service,
            )
            context.refuse(context.where(operation.identity), text)
        elif (most := number_in(row["Quantity"])) is not None and more[service] == _left(most, row["Usage"]) + 1:
            text = say(
                "the group may use {service} {limit} times and does so {count} times; {object} would be one too many:"
                " ask the operator for more",
                service=service,
                limit=row["Quantity"],
                count=row["Usage"] or "0",
                object=str(operation.identity),
            )
            context.refuse(context.where(operation.identity), text)


def _assigned(operations: Iterable[Operation]) -> Iterator[tuple[Operation, str]]:
    for operation in operations:
        if operation.request == "UserServiceAssignListRequest":
            yield from ((operation, service) for service in operation.fields["service_name"])
