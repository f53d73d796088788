"""What a platform holds otherwise than a plan wants it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import ManualSwitch
from nummerplan.model.deployment.platform import Registration
from nummerplan.model.deployment.tenant import Identity, Tenant


@dataclass(frozen=True)
class Drift:
    """The changes that would bring the platform back, and the switches that people set by hand, as they may.

    `registered` says of each user with a telephone which of them are registered; None when nobody asked.
    """

    tenant: str
    wanted: Tenant
    platform: Tenant
    changes: ChangeSet
    manual_switches: tuple[ManualSwitch, ...] = ()
    registered: Mapping[Identity, Sequence[Registration]] | None = None
