"""Call tests as a plan writes them: which calls a test is about, and whether an outcome is as it should be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from oracle.callers import callers
from oracle.calls import Outcome, caller_of
from oracle.clocks import Clock, Stretch
from oracle.company import Company
from oracle.destinations import named
from oracle.every_call import entries
from oracle.numbering import e164
from oracle.plan import Target
from oracle.reading.hours import DAYS
from oracle.reading.yaml_text import Mapping, mapping, texts
from oracle.situations import comes_twice, exists, samples
from oracle.steps import HANDED_OVER, KEPT, LOST, STATES, WANTED

GROUPS = {
    "kept": KEPT,
    "wanted": WANTED,
    "handed_over": HANDED_OVER,
    "lost": LOST,
    "not_lost": KEPT | WANTED | HANDED_OVER,
}
STATE_KEYS = {"busy": "busy", "on_call": "on_a_call", "absent": "absent", "unreachable": "unreachable"}


class NoSuchCall(Exception):
    """The test is not about any call that can be made."""


@dataclass(slots=True)
class Question:
    """The calls that a test is about."""

    dialled: list[str]
    callers: list[str]
    moments: list[datetime]
    states: dict[str, int]
    said: list[str]


def question(company: Company, test: Mapping, start: date) -> Question:
    """The calls of a test; a NoSuchCall where there are none."""
    said: list[str] = []
    promise = "never" in test or "always" in test
    if "dial" in test:
        dialled = [str(test["dial"])]
    elif promise:
        dialled = [entry for entry, from_outside in entries(company) if from_outside]
    else:
        raise NoSuchCall("nothing is dialled")
    caller = str(test.get("from") or "external")
    states = states_of(company, test)
    people = [caller]
    if promise and caller == "internal":  # any colleague, but whom the test describes
        colleagues = [one for one in callers(company, True) if caller_of(company, one).inside]
        people = [one for one in colleagues if caller_of(company, one).person not in states]
    who = caller_of(company, caller).person
    if who in states:
        said.append(f"{who} is the caller: the state that the test gives has no effect")
        del states[who or ""]
    return Question(dialled, people, moments(company, test.get("at"), start, said), states, said)


def states_of(company: Company, test: Mapping) -> dict[str, int]:
    """The states that a test gives; one person has one state."""
    found: dict[str, int] = {}
    for key, state in STATE_KEYS.items():
        for text in texts(test.get(key)):
            person = named(company, text).name
            if person not in company.people:
                raise NoSuchCall(f"{text} is no user and no own mobile")
            if found.get(person, STATES[state]) != STATES[state]:
                raise NoSuchCall(f"{person} has two states")
            found[person] = STATES[state]
    return found


def moments(company: Company, written: object, start: date, said: list[str]) -> list[datetime]:
    """The moments of a test: a date and time, a weekday and time, a schedule, or every situation."""
    text = str(written or "").strip()
    if not text:
        return [situation.moment for situation in samples(company, start)]
    if text in company.clocks.schedules:
        clock = Clock(text, None)
        found = [
            one.moment for one in samples(company, start, also=(clock,)) if company.clocks.is_open(clock, one.moment)
        ]
        if not found:
            raise NoSuchCall(f"{text} is never active")
        return found
    moment = _weekday(company, text, start) if text[:3].lower() in DAYS else datetime.fromisoformat(text)
    if not exists(company, moment):
        raise NoSuchCall(f"{moment} does not exist: clocks skip it")
    if comes_twice(company, moment):
        said.append(f"{moment} comes twice: the first is meant")
    return [moment]


def _weekday(company: Company, text: str, start: date) -> datetime:
    """The first such weekday of which no calendar closes any part, where the time exists."""
    name, _, clock_time = text.partition(" ")
    for day in (start + timedelta(days=step) for step in range(366)):
        closed = any(_closes(calendar.closures, day) for calendar in company.clocks.calendars.values())
        if DAYS[day.weekday()] == name[:3].lower() and not closed:
            moment = datetime.fromisoformat(f"{day} {clock_time.strip().zfill(5)}")
            if exists(company, moment):
                return moment
    raise NoSuchCall(f"there is no {text} within a year")


def _closes(closures: Callable[[date], list[Stretch]], day: date) -> bool:
    """Whether a calendar closes any part of the day."""
    return bool(closures(day)) or any(last > 1440 for _, last in closures(day - timedelta(days=1)))


def ends_as(company: Company, expected: object, word: str, where: Target) -> bool:
    """Whether an end is the one that is asked for: a word, a group of words, a box or a number outside."""
    if not isinstance(expected, dict):
        return word in GROUPS.get(str(expected), frozenset({str(expected)}))
    if "outside" in expected:
        text = str(expected["outside"])
        return word == "outside" and where.name == (e164(text, company.country) or text)
    if word not in ("message", "announced", "fax"):
        return False
    if "voicemail" in expected:
        return (where.kind, where.name) == ("voicemail", named(company, str(expected["voicemail"])).name)
    return (where.kind, where.name) == ("mailbox", named(company, str(expected.get("mailbox"))).name)


def failures(company: Company, test: Mapping, outcome: Outcome) -> list[str]:
    """What of one outcome is not as the test says."""
    wrong = []
    first = [who for second, who in outcome.rings if second == outcome.rings[0][0]]
    if "rings_first" in test and {named(company, text).name for text in texts(test["rings_first"])} != set(first):
        wrong.append(f"rings first: {', '.join(first) or 'nobody'}")
    everyone = list(dict.fromkeys(who for _, who in outcome.rings))
    if "rings" in test and [named(company, text).name for text in texts(test["rings"])] != everyone:
        wrong.append(f"rings: {', '.join(everyone) or 'nobody'}")
    if "answered_by" in test and named(company, str(test["answered_by"])).name != outcome.who:
        wrong.append(f"answered by {outcome.who or 'nobody'}")
    if "ends" in test and not ends_as(company, test["ends"], outcome.end, Target(*outcome.where)):
        wrong.append(f"ends: {outcome.end} at {outcome.where[1]}")
    return wrong


def within(promise: Mapping) -> int | None:
    """The seconds of a promise, or nothing when it has none."""
    text = promise.get("within")
    if text is None:
        return None
    parts = re.fullmatch(r"(?:(\d+)m)?(?:(\d+)s)?", str(text))
    return int(parts[1] or 0) * 60 + int(parts[2] or 0) if parts else None


def promise_of(test: Mapping) -> tuple[str, Mapping] | None:
    """`never` or `always`, and what is promised."""
    for kind in ("never", "always"):
        if kind in test:
            return kind, mapping(test[kind])
    return None
