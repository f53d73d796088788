"""A user's voicemail (manual 5.2.2 and 6.6.4)."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from nummerplan.model.plan.fields.destination import Destination
from nummerplan.model.plan.fields.field_types import Count, Switch, Text
from nummerplan.model.plan.fields.greeting import Greeting
from nummerplan.model.plan.fields.setting import Settings, setting


class AfterGreeting(Settings):
    """What happens when a greeting has been played and no message is taken."""

    transfer: Destination | None = setting(
        None,
        "Where the caller goes on to.",
        portal="Doorverbinden",
        manual="6.6.4",
    )


def _hang_up(value: object) -> object:
    return {} if value == "hang_up" else value


Then = Annotated[AfterGreeting, BeforeValidator(_hang_up)]
"""`hang_up`, or `{transfer: DESTINATION}`."""

VoicemailCase = Literal["always", "busy", "no_answer"]


class Greetings(Settings):
    """What a caller hears before leaving a message."""

    busy: Greeting | None = setting(
        None,
        "While busy.",
        portal="Begroeting bij in gesprek",
        values={"default": "Standaard"},
        manual="6.6.4",
    )
    no_answer: Greeting | None = setting(
        None,
        "When nobody answers, always, and when not reachable.",
        portal="Begroeting bij geen gehoor",
        values={"default": "Standaard"},
        manual="6.6.4",
    )


class Voicemail(Settings):
    """A user's voicemail; present is on (manual 5.2.2 and 6.6.4)."""

    email: Text | None = setting(
        None,
        "Where messages are sent, as a wav file.",
        portal="E-mailadres voor de voicemail; E-mailadres",
        manual="6.6.4",
    )
    access: Literal["email", "phone"] = setting(
        "email",
        "email: messages are mailed; phone: they are heard on the telephone (1233, needs a pin) and mailed as a copy.",
        values={"phone": "1233"},
        manual="5.2.2",
    )
    copy_to: Text | None = setting(
        None,
        "A copy of each message goes here.",
        portal="Stuur een kopie van het voicemailbericht; Kopie e-mail adres",
        manual="6.6.4",
    )
    when: list[VoicemailCase] = setting(
        ["no_answer"],
        "Which calls it takes: always, busy, no_answer.",
        portal="Alle oproepen, indien bezet, indien geen gehoor",
        values={
            "always": "Alle oproepen naar voicemail; Alle oproepen doorsturen; Direct",
            "busy": "Voicemail bij in gesprek; Indien bezet doorsturen; Bij bezet",
            "no_answer": "Voicemail bij geen gehoor; Indien geen gehoor doorsturen; Geen gehoor",
        },
        manual="6.6.4",
    )
    rings: Count = setting(
        5,
        "How often it rings first: 0 (at once, nothing rings), or 2 to 20. Only for calls not answered.",
        portal="Na aantal keer overgaan; Na aantal keren overgaan",
        manual="6.6.4",
        unit="rings of 5 seconds",
    )
    greetings: Greetings = setting(Greetings(), "Own greetings.", portal="Begroeting", manual="6.6.4")
    record: Switch = setting(
        True,
        "false: the greeting is played and no message can be left.",
        values={"false": "Geen mogelijkheid om bericht in te spreken; Geen mogelijkheid om bericht inspreken"},
        manual="6.6.4",
    )
    then: Then = setting(
        AfterGreeting(),
        "With record: false, what follows the greeting: hang_up or {transfer: DESTINATION}.",
        manual="6.6.4",
    )
