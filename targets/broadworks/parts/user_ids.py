"""What everything with a user id has in common: people, mailboxes, and the service users of groups and menus."""

from collections.abc import Iterator

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.targets.broadworks.object_kind import Phase, Step


def renamed(change: Change) -> Iterator[Step]:
    """Another id for the same object."""
    if change.before is not None and change.before.identity != change.identity:
        fields = {"user_id": change.before.identity.name, "new_user_id": change.identity.name}
        yield Phase.RENAMES, Operation(change.identity, "UserModifyUserIdRequest", fields)


def user_deleted(change: Change) -> Step:
    """The user goes, and with it all its settings."""
    fields = {"user_id": change.identity.name}
    return Phase.DELETE_USERS, Operation(change.identity, "UserDeleteRequest", fields, reversible=False)
