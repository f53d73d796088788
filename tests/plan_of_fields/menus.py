"""Auto attendants."""

from collections.abc import Mapping

from plan_of_fields.destinations import Destinations
from plan_of_fields.fields import Fields, key_of, one

KEYS = {"*": "star", "#": "hash"}
WORDS: Mapping[str, str] = {
    "Name Dialing": "dial_by_name",
    "Extension Dialing": "dial_by_extension",
    "Repeat Menu": "repeat_menu",
    "Exit": "hang_up",
}
EITHER = "LastName + FirstName or FirstName + LastName"


def menu(of: Destinations, fields: Fields) -> Fields:
    """Its hours and what its keys do."""
    found = {**of.numbers(fields), **of.night(fields)}
    found["first_digit_timeout"] = f"{one(fields, 'firstDigitTimeoutSeconds')}s"
    found["dial_by_name_order"] = "either" if one(fields, "nameDialingEntries") == EITHER else "last_first"
    found["business_hours_menu"] = _keys(of, one(fields, "businessHoursMenu") or {})
    clock = {
        "business_hours": one(fields, "businessHours", "name"),
        "holidays": one(fields, "holidaySchedule", "name"),
    }
    found |= {name: key_of(text) for name, text in clock.items() if text}
    if any(clock.values()):
        found["after_hours_menu"] = _keys(of, one(fields, "afterHoursMenu") or {})
    return found


def _keys(of: Destinations, plays: Fields) -> Fields:
    keys: dict[str, Fields | str] = {}
    for row in plays.get("keyConfiguration", ()):
        action, to = one(row, "entry", "action"), of.to(one(row, "entry", "phoneNumber"))
        done: Fields | str = WORDS.get(action, "")
        if action == "Transfer To Operator":
            done = {"operator": to}
        elif str(action).startswith("Transfer"):
            done = {"transfer": to, "announce": action == "Transfer With Prompt"}
        elif action == "Play Announcement":
            done = {"play": one(row, "entry", "audioFile", "name")}
        keys[KEYS.get(one(row, "key"), one(row, "key"))] = done
    file = one(plays, "audioFile", "name") if one(plays, "announcementSelection") == "Personal" else None
    dialled = one(plays, "enableFirstMenuLevelExtensionDialing") == "true"
    return {"keys": keys, "dial_by_extension": dialled, **({"greeting": file} if file else {})}
