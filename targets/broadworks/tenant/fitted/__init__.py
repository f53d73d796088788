"""What a plan wants, in the words of what a platform holds already: what means the same there is no difference.

In go the objects that are wanted and those that the platform holds; out come the wanted ones, with notes for people.
"""

from datetime import date

from nummerplan.model.deployment.platform import Fitted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks.tenant.fitted.held_destinations import with_held_destinations


def fitted(wanted: Tenant, platform: Tenant, today: date) -> Fitted:
    """What is wanted of this platform on a day."""
    return Fitted(with_held_destinations(wanted, platform))
