"""Call tests: what must always be true of a plan. `nummerplan check` reads and types them and resolves their names."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Tag

from nummerplan.model.plan.fields.field_types import Seconds, Switch, Text, one_or_more
from nummerplan.model.plan.fields.setting import Settings, setting
from nummerplan.model.plan.schedules import During

Names = Annotated[list[Text], BeforeValidator(one_or_more)]
"""One name, or a list of them."""

EndWord = Literal[
    "answered",
    "message",
    "announced",
    "fax",
    "refused",
    "hung_up",
    "busy_by_name",
    "outside",
    "mobile_voicemail",
    "busy_tone",
    "not_in_use",
    "gives_up",
    "cut_off",
    "loop",
    "too_many_redirections",
    "kept",
    "wanted",
    "handed_over",
    "lost",
    "not_lost",
]
"""One end of a call, or a group of ends: `docs/semantics.md`, How a call ends; `not_lost` is all groups but lost."""


class MailboxEnd(Settings):
    """A call that ends at a mailbox or a number outside."""

    mailbox: Text | None = setting(None, "A mailbox of the section mailboxes.")
    voicemail: Text | None = setting(None, "The mailbox of this user.")
    outside: Text | None = setting(None, "A phone number.")


def _end_form(value: object) -> str:
    return "place" if isinstance(value, dict | MailboxEnd) else "word"


End = Annotated[Annotated[EndWord, Tag("word")] | Annotated[MailboxEnd, Tag("place")], Discriminator(_end_form)]


def _at_form(value: object) -> str:
    return "clock" if isinstance(value, dict | During) else "text"


At = Annotated[Annotated[Text, Tag("text")] | Annotated[During, Tag("clock")], Discriminator(_at_form)]
"""A moment or the key of a schedule, or `{schedule, holidays}`."""


class Promise(Settings):
    """What holds for all calls and all moments."""

    ends: End | None = setting(None, "How the call ends, however people are: as of a single call.")
    reaches: Text | None = setting(
        None, "person, or a key of the plan: who has the call in the end, or the group, menu or mailbox it comes to."
    )
    within: Seconds | None = setting(None, "Measured from the start of the call.", unit="seconds")


class CallTest(Settings):
    """One call, and what must come of it; or a promise about all calls."""

    name: Text | None = setting(None, "What the test is called.")
    dial: Text | None = setting(None, "The number or extension that is dialled. Absent, in a promise: every number.")
    from_: Text | None = setting(
        None,
        "external (the default), anonymous, a number, an own mobile; internal, or an own extension or key.",
        alias="from",
    )
    at: At | None = setting(
        None,
        "2026-11-24 10:00, Mon 10:00 (of which no calendar closes any part), in the company's time zone; a schedule: "
        "always while it is active, on holidays too; or {schedule, holidays}: but on none of those. Absent: always.",
    )
    press: Names = setting([], "Keys, in order; star and hash too; wait is silence.")
    busy: Names = setting([], "Users and own mobiles who are busy: do not disturb, or they decline.")
    on_call: Names = setting([], "Users and own mobiles who are on a call.")
    absent: Names = setting([], "Users and own mobiles who do not answer.")
    unreachable: Names = setting([], "Users without a registered device, own mobiles without coverage.")
    rings_first: Names | None = setting(None, "Who rings first; together, if several.")
    rings: Names | None = setting(
        None,
        "Everyone who rings, once each, in this order; own mobiles that ring along after their user; no numbers "
        "outside.",
    )
    answered_by: Text | None = setting(None, "The user or own mobile that has the call in the end.")
    ends: End | None = setting(
        None,
        "How the call ends: answered, message, announced, fax (kept); refused, hung_up, busy_by_name (wanted); "
        "outside, mobile_voicemail (handed_over); busy_tone, not_in_use, gives_up, cut_off, loop, "
        "too_many_redirections (lost); one of these groups, or not_lost; or a place.",
    )
    allowed: Switch | None = setting(None, "For an outgoing call: whether it may be made.")
    shows_number: Text | None = setting(
        None, "For an outgoing call: the number that the other side sees; anonymous: none."
    )
    shows_name: Text | None = setting(None, "For an outgoing call: the name that the other side sees; anonymous: none.")
    never: Promise | None = setting(None, "What no call may come to.")
    always: Promise | None = setting(None, "What every call must come to.")
