"""Auto attendants: menus that a caller steers with keys (manual 6.8)."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from nummerplan.model.plan.company import ManagedByUser, Night, NightForwarding
from nummerplan.model.plan.fields.destination import Destination
from nummerplan.model.plan.fields.field_types import Seconds, Switch, Text
from nummerplan.model.plan.fields.greeting import Greeting
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Entity, Settings, setting

MenuKeyName = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "star", "hash"]
MENU_KEYS: tuple[MenuKeyName, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "star", "hash")
ACTION_WORDS = ("repeat_menu", "hang_up", "dial_by_name", "dial_by_extension")
_SPELLINGS = {"*": "star", "#": "hash"}


def _action(value: object) -> object:
    if isinstance(value, str):
        return {value: True} if value in ACTION_WORDS else {"transfer": value}
    if isinstance(value, dict) and "voicemail" in value:
        return {"transfer": value}
    return value


class KeyAction(Settings):
    """What a key of a menu does: exactly one of its actions, and how it is called (manual 6.8.3)."""

    transfer: Destination | None = setting(
        None,
        "Send the caller there.",
        portal="Doorschakelen zonder melding",
        manual="6.8.3",
    )
    announce: Switch = setting(
        False,
        "With transfer: say 'u wordt nu doorgeschakeld' first.",
        portal="Doorschakelen met melding",
        manual="6.8.3",
    )
    operator: Destination | None = setting(
        None,
        "Send the caller there; also where a caller goes who presses nothing.",
        portal="Doorschakelen naar receptie; Receptie",
        manual="6.8.3",
    )
    play: Greeting | None = setting(
        None,
        "Play a message, then the menu again.",
        portal="Speel bericht af",
        manual="6.8.3",
    )
    dial_by_name: Switch = setting(False, "Spell a name on the keypad.", portal="Naambellen", manual="6.8.3")
    dial_by_extension: Switch = setting(
        False, "Dial an extension.", portal="Extensiebellen; Extensiebellens", manual="6.8.3"
    )
    repeat_menu: Switch = setting(False, "Play the menu again.", portal="Herhaal menu", manual="6.8.3")
    hang_up: Switch = setting(False, "End the call.", portal="Verbinding verbreken", manual="6.8.3")
    label: Text | None = setting(
        None,
        "1 to 20 characters.",
        limit=Limit(1, 20),
        portal="Omschrijving",
        manual="6.8.3",
    )

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that are given, by their keys in a plan; it should be exactly one."""
        places = ("transfer", "operator", "play")
        return (
            *(name for name in places if getattr(self, name) is not None),
            *(name for name in ("dial_by_name", "dial_by_extension", "repeat_menu", "hang_up") if getattr(self, name)),
        )


def _menu_key(value: object) -> object:
    return _SPELLINGS.get(value, value) if isinstance(value, str) else value


MenuKey = Annotated[
    MenuKeyName,
    BeforeValidator(_menu_key),
]
"""A key of the telephone; `*` and `#` read badly in YAML and are written star and hash."""


class Menu(Settings):
    """What is played, and what the keys do (manual 6.8.3)."""

    greeting: Greeting = setting(
        "default",
        "default, recorded, an audio file or {say: TEXT}.",
        portal="Begroeting; Welkomsboodschap",
        values={"default": "Standaard"},
        manual="6.8.3",
    )
    keys: dict[MenuKey, Annotated[KeyAction, BeforeValidator(_action)]] = setting(
        {},
        "What the keys do; a key that is not named repeats the menu, three times in all, then it is as if none was "
        "pressed.",
        portal="Toets; Actie; Geen actie",
        manual="6.8.3",
    )
    dial_by_extension: Switch = setting(
        False,
        "An extension can be dialled at once, without a key for it. A key with which one begins acts after 3 s.",
    )

    @property
    def operator_key(self) -> MenuKeyName | None:
        """The lowest key with an operator action: where a caller goes who presses nothing."""
        return next((key for key in MENU_KEYS if key in self.keys and self.keys[key].operator is not None), None)


class AutoAttendant(Entity):
    """A menu, during business hours and perhaps another after hours (manual 6.8)."""

    section: ClassVar[str] = "auto_attendants"

    name: Text | None = setting(
        None,
        "1 to 30 characters.",
        limit=Limit(1, 30),
        portal="Keuzemenu naam",
        manual="6.8.1",
    )
    first_name: Text | None = setting(
        None,
        "What a display shows first. Absent: the company's name.",
        portal="Voornaam",
        manual="6.8.1",
    )
    last_name: Text | None = setting(
        None,
        "What a display shows last. Absent: the menu's name.",
        portal="Achternaam",
        manual="6.8.1",
    )
    extension: Text | None = setting(
        None,
        "2 to 6 digits.",
        portal="Extensie; Intern nummer",
        manual="6.8.1",
    )
    number: Text | None = setting(
        None,
        "A number of the company.",
        portal="Telefoonnummer; Extern telefoonnummer",
        manual="6.8.1",
    )
    extra_numbers: list[Text] = setting(
        [], "Further numbers or extensions of this menu.", portal="Extra nummers", manual="5.2.6"
    )
    dial_by_name_order: Literal["last_first", "either"] = setting(
        "last_first",
        "How callers spell a name: last name first, or either way.",
        portal="Naambellen",
        values={"last_first": "Achternaam + Voornaam"},
        manual="6.8.1",
    )
    business_hours: Text | None = setting(
        None,
        "A schedule; while it is active, and no holiday, the business hours menu plays. Absent: the company's.",
        portal="Werktijden",
        manual="6.8.2",
    )
    holidays: Text | None = setting(
        None,
        "A holiday calendar; on its days the after hours menu plays. Absent: the company's.",
        portal="Vakantieschema",
        manual="6.8.1",
    )
    first_digit_timeout: Seconds = setting(
        10,
        "How long after the greeting a key is waited for, then the operator has the call, or it is cut off; 1s to 60s.",
        limit=Limit(1, 60),
        unit="seconds",
    )
    business_hours_menu: Menu | None = setting(
        None,
        "Without an after hours menu this one always plays.",
        portal="Keuzemenu onder werktijd",
        manual="6.8.2",
    )
    after_hours_menu: Menu | None = setting(
        None,
        "Plays outside business hours.",
        portal="Keuzemenu buiten werktijd; Keuzemenu na werktijd",
        manual="6.8.2",
    )
    night_forwarding: Night = setting(
        NightForwarding(),
        "follow, on, off, or {mode, to} with a destination of its own.",
        portal="Nachtschakeling",
        manual="6.8.4",
    )
    managed_by_user: list[ManagedByUser] | None = setting(None, "Replaces the company's list for this menu.")
    unmanaged: list[Text] = setting(
        [], "Own settings that stay the platform's: check and proof treat them as not there, a deployment leaves them."
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")

    def menus(self) -> Iterator[tuple[str, Menu]]:
        """The menus that are given, by their keys in a plan."""
        if self.business_hours_menu is not None:
            yield "business_hours_menu", self.business_hours_menu
        if self.after_hours_menu is not None:
            yield "after_hours_menu", self.after_hours_menu
