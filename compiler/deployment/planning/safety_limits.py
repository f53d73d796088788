"""What a deployment may do without being asked twice."""

from collections.abc import Iterator

from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.message import Message, say

SHARE = 0.30
LEAST = 10
"""Of at least so many existing objects, at most this share may be changed or deleted without `--force`."""


def exceeded_limits(deployment: Deployment, allow_delete: bool, force: bool) -> Iterator[Message]:
    """Why a deployment must not begin as it stands, and what would allow it. What is created never counts."""
    changes = deployment.changes
    deleted = changes.count("delete")
    if deleted and not allow_delete:
        yield say(
            "{tenant}: {count} objects would be deleted; that needs --allow-delete",
            tenant=deployment.site.tenant,
            count=deleted,
        )
    touched = deleted + changes.count("change") + changes.count("rename")
    if deployment.existing >= LEAST and touched > SHARE * deployment.existing and not force:
        yield say(
            "{tenant}: {count} of {existing} existing objects would be changed or deleted, more than {share} %;"
            " that needs --force",
            tenant=deployment.site.tenant,
            count=touched,
            existing=deployment.existing,
            share=round(100 * SHARE),
        )
