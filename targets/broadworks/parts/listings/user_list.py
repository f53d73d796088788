"""The platform's list of users: who is there, and who is not.

Nobody is absent but whom the platform calls not found and its list does not name: any other refusal stops the reading,
since whoever is taken to be absent would be made again, left out of a plan that is written, and deleted with it.
"""

from collections.abc import Collection, Iterable

from nummerplan.model.deployment.platform import PlatformError, Site
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query

NOT_FOUND = 4008
"""The platform's code for a user, group or menu that is not there."""


def user_rows(ask: Ask, site: Site) -> list[dict[str, str]]:
    """All users of the group, people and boxes, as the list has them."""
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    (listed,) = ask([Query("UserGetListInGroupRequest", group)])
    return table_rows(listed, "userTable", "User Id", "First Name", "Phone Number", "Extension")


def user_queries(name: str, *, listed: bool) -> list[Query]:
    """Who a user is and which services he has; one that the list names cannot be absent."""
    absent = () if listed else (NOT_FOUND,)
    return [
        Query("UserGetRequest23V2", {"user_id": name}, absent),
        Query("UserAssignedServicesGetListRequest", {"user_id": name}, absent),
    ]


def is_of(site: Site, user: Answer) -> bool:
    """Whether a user that was found is one of this group: another group may have one of that id."""
    where = (user.text("serviceProviderId"), user.text("groupId"))
    return user.error is None and where == (site.service_provider, site.group)


def expect_unlisted(ask: Ask, site: Site, names: Iterable[str]) -> None:
    """Raise `PlatformError` when the list names somebody whom the platform calls not found."""
    missing: Collection[str] = list(names)
    listed = {row["User Id"] for row in user_rows(ask, site)} if missing else set()
    for name in missing:
        if name in listed:
            raise PlatformError(
                say(
                    "UserGetRequest was asked of {object}, and the platform answered that there is no such user, though"
                    " its list of users has it; nothing was changed. Run it again",
                    object=name,
                )
            )
