"""Hunt groups: several people under one number (manual 6.7)."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from nummerplan.model.plan.company import ManagedByUser, Night, NightForwarding
from nummerplan.model.plan.fields.destination import Destination, destination_or_mapping
from nummerplan.model.plan.fields.field_types import Count, Seconds, Switch, Text
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Entity, Settings, setting


class NextMember(Settings):
    """How long a member rings before the next one does."""

    rings: Count = setting(
        5,
        "1 to 20.",
        portal="Na aantal keer overgaan; Na aantal keren overgaan",
        manual="6.7.4",
        unit="rings of 5 seconds",
    )


class Overflow(Settings):
    """Where a call goes that has waited too long."""

    after: Seconds | None = setting(
        None,
        "Since the call came to the group; 0s (at once, nothing rings) to 7200s. Nobody begins to ring on that second.",
        limit=Limit(0, 7200),
        portal="Wachttijd (seconden); Wachttijd",
        manual="6.7.4",
        unit="seconds",
    )
    to: Destination | None = setting(
        None,
        "The destination.",
        portal="Doorschakelen na wachttijd: telefoonnummer",
        manual="6.7.4",
    )


class NotReachable(Settings):
    """What happens when no member's telephone is registered."""

    to: Destination | None = setting(
        None,
        "A destination, or busy_tone.",
        portal="Doorschakelen indien geen internet: telefoonnummer",
        manual="6.7.4",
    )


class HuntGroup(Entity):
    """Several people under one number (manual 6.7)."""

    section: ClassVar[str] = "hunt_groups"

    name: Text | None = setting(
        None,
        "1 to 30 characters.",
        limit=Limit(1, 30),
        portal="Belgroep naam",
        manual="6.7.1",
    )
    first_name: Text | None = setting(
        None,
        "What a member's display shows first. Absent: the company's name.",
        portal="Voornaam",
        manual="6.7.1",
    )
    last_name: Text | None = setting(
        None,
        "What a member's display shows last. Absent: the group's name.",
        portal="Achternaam",
        manual="6.7.1",
    )
    extension: Text | None = setting(
        None,
        "2 to 6 digits; always give one.",
        portal="Extensie; Intern nummer",
        manual="6.7.1",
    )
    number: Text | None = setting(
        None,
        "A number of the company.",
        portal="Telefoonnummer; Extern telefoonnummer",
        manual="6.7.1",
    )
    extra_numbers: list[Text] = setting(
        [], "Further numbers or extensions of this group.", portal="Extra nummers", manual="5.2.6"
    )
    policy: Literal["regular", "circular", "simultaneous", "uniform"] = setting(
        "regular",
        "regular: from the first; circular: on from the last call; simultaneous: all; uniform: the longest idle.",
        portal="Gespreksverdeling; Policy",
        values={
            "regular": "Vaste volgorde",
            "circular": "Circulair",
            "simultaneous": "Simultaan",
            "uniform": "Uniform",
        },
        manual="6.7.3",
    )
    members: list[Text] = setting(
        [],
        "Users, in order. The group rings their devices, and uses nothing else of them.",
        portal="Leden",
        manual="6.7.2",
    )
    next_member_after: NextMember | None = setting(
        None,
        "Absent: the first who can ring rings on.",
        portal="Doorschakelen naar volgende agent",
        manual="6.7.4",
    )
    overflow: Overflow | None = setting(
        None,
        "Where a call goes that has waited too long; always give one.",
        portal="Doorschakelen na wachttijd",
        manual="6.7.4",
    )
    not_reachable: Annotated[NotReachable, BeforeValidator(destination_or_mapping)] | None = setting(
        None,
        "When no member's telephone is registered: a destination or busy_tone. Absent: as when_busy.",
        portal="Doorschakelen indien geen internet",
        values={"busy_tone": "Laat in-gesprek toon horen"},
        manual="6.7.4",
    )
    when_busy: Destination | None = setting(
        None,
        "When everyone is passed over: a destination, busy_tone, or wait (for the overflow; it keeps no place in a "
        "line). Absent: at once to the overflow, and without one a busy tone.",
    )
    ring_busy_members: Switch = setting(
        False,
        "Ring members who are on a call too. Never those who are not registered or have do not disturb.",
    )
    night_forwarding: Night = setting(
        NightForwarding(),
        "follow, on or off.",
        portal="Nachtschakeling",
        manual="6.7.4",
    )
    managed_by_user: list[ManagedByUser] | None = setting(None, "Replaces the company's list for this group.")
    unmanaged: list[Text] = setting(
        [], "Own settings that stay the platform's: check and proof treat them as not there, a deployment leaves them."
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")
