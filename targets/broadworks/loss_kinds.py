"""What BroadWorks cannot do, kind by kind: the names by which plans accept losses, and what `explain` says of each."""

from nummerplan.model.artefact import LossKind
from nummerplan.model.message import say

VOICEMAIL_DESTINATION = LossKind(
    "voicemail-destination",
    "calls",
    say(
        "A user's voicemail is reached by the platform's transfer to voicemail: its code (voicemail_transfer of the "
        "platform) and his extension. Without an extension, or on a platform without the code, nothing leads there. "
        "Give the user an extension, or send callers to a mailbox of the company."
    ),
)
UNDIALLED_DESTINATION = LossKind(
    "undialled-destination",
    "calls",
    say(
        "BroadWorks knows destinations as digits only. An object without an extension and without a number cannot be "
        "dialled: give it an extension."
    ),
)
NIGHT_DESTINATION = LossKind(
    "night-destination",
    "calls",
    say(
        "BroadWorks has one night destination for the whole company: the company's, or that of an object where nobody "
        "goes to the company's. An object with another one sends its callers there. Selective forwarding is no way "
        "round: it cannot tell callers from outside from colleagues, and would send both there."
    ),
)
NIGHT_NOWHERE = LossKind(
    "night-nowhere",
    "calls",
    say(
        "In a plan, night forwarding without a destination tells callers that the number is not in use. On BroadWorks "
        "it is off: callers are treated as by day."
    ),
)
GROUP_WAITING = LossKind(
    "group-waiting",
    "calls",
    say(
        "A hunt group of BroadWorks lets nobody wait: when everyone is busy, callers go to the overflow at once, or "
        "hear a busy tone."
    ),
)
GROUP_ONE_BUSY = LossKind(
    "group-one-busy",
    "calls",
    say("BroadWorks has one busy for a group: where when_busy leads somewhere, not_reachable: busy_tone leads there."),
)
SPOKEN_TEXT = LossKind(
    "spoken-text",
    "calls",
    say("BroadWorks speaks no texts: callers hear the platform's own words. Record the text as an audio file."),
)
KEY_WITHOUT_FILE = LossKind(
    "key-without-file",
    "calls",
    say(
        "A key of BroadWorks plays an audio file of the plan's folder only; one that plays anything else does nothing."
    ),
)
RULE_HOLIDAYS = LossKind(
    "rule-holidays",
    "calls",
    say(
        "A blocking rule or a simultaneous ring of BroadWorks knows no days off: with {{schedule, holidays}} it acts "
        "on holidays too."
    ),
)
ALL_COUNTRIES = LossKind(
    "all-countries",
    "calls",
    say("A list of BroadWorks cannot hold all numbers of other countries (00*): callers from there are not refused."),
)
EMPTY_RULE = LossKind("empty-rule", "harmless", say("A blocking rule without numbers refuses nobody, and is not made."))
DATE_HOURS = LossKind(
    "date-hours",
    "calls",
    say(
        "On BroadWorks the hours of a single date add to those of the week: hours of the week that a date leaves out "
        "stay open."
    ),
)
DATE_HOLIDAY = LossKind(
    "date-holiday",
    "calls",
    say("On BroadWorks a holiday calendar closes a day whatever the hours say, those of a single date too."),
)
EMERGENCY_NUMBER = LossKind(
    "emergency-number",
    "calls",
    say("BroadWorks shows 112 the company's number or the user's, and no third one: 112 sees the company's."),
)
UNKNOWN_CALL_TYPE = LossKind(
    "unknown-call-type",
    "calls",
    say(
        "Which call type of the platform holds a class of numbers its operator has decided: name it in call_types of "
        "the platform. Until then these numbers are not blocked."
    ),
)
SHARED_CALL_TYPE = LossKind(
    "shared-call-type",
    "calls",
    say("Classes of numbers that are of one call type of the platform are blocked together, or not at all."),
)
SECOND_DEVICE = LossKind(
    "second-device",
    "settings",
    say(
        "A user's second telephone rings by the platform's Shared Call Appearance. On a platform without it "
        "(shared_call_appearance), or without a place for so many, the first of his devices are made."
    ),
)
DEVICE_TYPE = LossKind(
    "device-type",
    "settings",
    say("What the platform calls a model of telephone stands in device_types of the platform, and is missing there."),
)
VOICEMAIL_COPY = LossKind(
    "voicemail-copy",
    "settings",
    say("Messages of a voicemail that is heard by telephone are mailed to one address; a second one is left out."),
)
UNSENT_SETTING = LossKind(
    "unsent-setting", "settings", say("BroadWorks has no field for this setting; it is not sent.")
)
REFUSED_SETTING = LossKind(
    "refused-setting", "settings", say("The platform would refuse this; it is left out of the documents.")
)
NOT_OF_THE_PLATFORM = LossKind(
    "not-of-the-platform",
    "settings",
    say("Portal users, mobile subscriptions and alerts about costs belong to others than the platform; it knows none."),
)
PLATFORM_LIMITS = LossKind(
    "platform-limits",
    "harmless",
    say(
        "How long a ring lasts, how long a call may be unanswered and how often it may be sent on holds for the whole "
        "platform: its operator decides."
    ),
)
DAY_NAME = LossKind("day-name", "harmless", say("The platform keeps 29 letters of a day's name."))
LANGUAGE = LossKind(
    "language", "settings", say("What BroadWorks calls this language is not known: the platform keeps its own.")
)

LOSS_KINDS: tuple[LossKind, ...] = tuple(kind for kind in globals().values() if isinstance(kind, LossKind))
"""All of them."""
