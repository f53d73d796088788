"""Callers that a user does not want (manual 5.2.4)."""

from nummerplan.model.plan.fields.field_types import Switch, Text
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Settings, setting
from nummerplan.model.plan.schedules import Clocked


class BlockingRule(Settings):
    """Callers that are refused, perhaps only at some hours (manual 5.2.4)."""

    name: Text | None = setting(
        None,
        "1 to 50 characters.",
        limit=Limit(1, 50),
        portal="Filter",
        manual="5.2.4",
    )
    numbers: list[Text] = setting(
        [],
        "Phone numbers, or ranges FIRST..LAST; a trailing * stands for any further digits: 0032* or +32*, 06*; 00* is "
        "every number of another country.",
        portal="Nummers",
        manual="5.2.4",
    )
    during: Clocked | None = setting(
        None,
        "A schedule, which knows no holidays, or {schedule, holidays}, which rests on them. Absent: always.",
        portal="Tijdschema",
        manual="5.2.4",
    )


class BlockedCallers(Settings):
    """Callers from outside that are refused with a message (manual 5.2.4)."""

    all: Switch = setting(
        False,
        "Everybody: the number is for outgoing calls only.",
        portal="Blokkeer alle bellers",
        manual="5.2.4",
    )
    anonymous: Switch = setting(
        False,
        "Callers who hide their number.",
        portal="Blokkeer anonieme bellers",
        manual="5.2.4",
    )
    rules: list[BlockingRule] = setting(
        [], "Certain numbers, perhaps at certain hours.", portal="Specifieke blokkeringen", manual="5.2.4"
    )
