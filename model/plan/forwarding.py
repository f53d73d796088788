"""Where a user's calls go when he does not take them (manual 5.2.3 and 6.6.4)."""

from typing import Annotated

from pydantic import BeforeValidator

from nummerplan.model.plan.fields.destination import Destination, destination_or_mapping
from nummerplan.model.plan.fields.field_types import Count
from nummerplan.model.plan.fields.setting import Settings, setting

SECONDS_A_RING = 5
"""Seconds of a ring: the Dutch ringing tone is 1 s on, 4 s off."""

USUAL_RINGS = 5
"""Rings of a forward that does not say how many."""


RINGS_OF_A_USER = frozenset({0, *range(2, 21)})
"""Rings that platforms take for forwards and voicemail."""


class Forward(Settings):
    """Where a call goes, and after how many rings."""

    to: Destination | None = setting(None, "The destination.", portal="naar nummer", manual="5.2.3")
    rings: Count | None = setting(
        None,
        "How often it rings first: 0 (at once, nothing rings), or 2 to 20. Absent: 5. Only for calls not answered.",
        portal="Na aantal keer overgaan; Na aantal keren overgaan",
        manual="5.2.3",
        unit="rings of 5 seconds",
    )

    @property
    def rings_first(self) -> int:
        """How often it rings first, also where it does not say so."""
        return USUAL_RINGS if self.rings is None else self.rings

    @property
    def seconds(self) -> int:
        """How long it rings first."""
        return self.rings_first * SECONDS_A_RING


ForwardText = Annotated[Forward, BeforeValidator(destination_or_mapping)]
"""`{to, rings}`, or a destination alone."""


class Forwarding(Settings):
    """Where a user's calls go when he does not take them (manual 5.2.3 and 6.6.4)."""

    always: ForwardText | None = setting(
        None,
        "Every call.",
        portal="Direct doorschakelen",
        manual="5.2.3",
    )
    busy: ForwardText | None = setting(
        None,
        "While busy: do not disturb, a declined call, or on a call while nothing rings then.",
        portal="Indien bezet",
        manual="5.2.3",
    )
    no_answer: ForwardText | None = setting(
        None,
        "When nobody answers.",
        portal="Bij geen gehoor",
        manual="5.2.3",
    )
    not_reachable: ForwardText | None = setting(
        None,
        "When no device is registered, as when the internet is down, and no number rings along. Absent: as busy.",
        portal="Indien geen internet",
        manual="5.2.3",
    )
    missed: ForwardText | None = setting(
        None, "Stands for busy, no_answer and not_reachable, unless one of them is written out."
    )
