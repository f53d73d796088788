"""A plan with more than a thousand names of every kind, tame or nasty; all else of the two is the same."""

from collections.abc import Callable, Iterator

Word = Callable[[int], str]
"""The name for a place."""

USERS, GROUPS, MENUS, BOXES, CALENDARS, CALLS, PEOPLE = 60, 20, 20, 40, 4, 60, 10
KEYS = "123456780"
MODELS = ("yealink-t54w", "snom-d735", "generic-sip", "yealink-t31p")
VENDORS = {"yealink-t54w": "80:5E:C0", "yealink-t31p": "80:5E:C0", "snom-d735": "00:04:13"}


def large_plan(word: Word, *, after: int = 45, spoken: bool = True) -> tuple[str, int]:
    """The text of the plan, and how many names stand in it.

    BroadWorks speaks no texts, and lists of rules are shown in the order of their names: there is one.
    """
    names = _Names(word)
    lines = (
        *("nummerplan: 1", "company:", "  main_number: 088-7654000", "  business_hours: s0", "  holidays: h0"),
        f"  name: {names()}",
        "platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}",
        "numbers: [088-7654000..088-7654199]",
        "schedules:",
        *(f"  s{n}:\n    mon-fri: 08:{n:02}-17:30\n    name: {names()}" for n in range(5)),
        "holidays:",
        *(line for n in range(CALENDARS) for line in _calendar(n, names)),
        "users:",
        *(line for n in range(USERS) for line in _user(n, names, spoken)),
        "hunt_groups:",
        *(line for n in range(GROUPS) for line in _group(n, names, after)),
        "auto_attendants:",
        *(line for n in range(MENUS) for line in _menu(n, names, spoken)),
        "mailboxes:",
        *(line for n in range(BOXES) for line in _box(n, names, spoken)),
        "portal_users:",
        *(line for n in range(PEOPLE) for line in _manager(n, names)),
        "calls:",
        *(line for n in range(CALLS) for line in _call(n, names)),
    )
    return "\n".join(lines) + "\n", names.count


class _Names:
    def __init__(self, word: Word) -> None:
        self._word = word
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return quoted(self._word(self.count - 1))


def quoted(text: str) -> str:
    """In YAML's double quotes, as somebody would write it: only what cannot stand there is written by its number."""
    return '"' + "".join(map(_written, text)) + '"'


def _written(one: str) -> str:
    plain = " " <= one <= "~" or "\xa0" <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd"
    if plain and one not in '"\\\u2028\u2029\ufeff':
        return one
    return f"\\U{ord(one):08x}"


def _calendar(n: int, names: _Names) -> Iterator[str]:
    yield from (f"  h{n}:", f"    name: {names()}", "    dates:")
    yield from (f"      2027-0{month}-{day:02}: {names()}" for month in (1, 3) for day in range(1 + n, 26, 4))
    yield from (f"      2027-05-{10 + n}:", "        closed: 12:00-24:00", f"        name: {names()}")


def _user(n: int, names: _Names, spoken: bool) -> Iterator[str]:
    yield from (f"  u{n}:", f"    first_name: {names()}", f"    last_name: {names()}")
    yield from (f"    extension: {1000 + n}", f"    number: 088-76541{n:02}", f"    password: !secret users/u{n}")
    model = MODELS[n % len(MODELS)]
    yield from ("    devices:", f"      - model: {model}", f"        password: !secret devices/u{n}")
    yield from (f"        sip_username: u{n}sip", f"        sip_password: !secret devices/u{n}/sip")
    if model in VENDORS and n % 8:
        yield f"        mac: {VENDORS[model]}:00:00:{n:02X}"
    yield f"        name: {names()}"
    yield f"    voicemail: {{email: u{n}@b.example, when: [busy, no_answer]}}"
    if n % 3 == 0:
        yield from ("    blocked_callers:", "      rules:")
        yield from (
            f"        - numbers: [020123456{digit}]\n          name: {names()}" for digit in range(5 if spoken else 1)
        )


def _group(n: int, names: _Names, after: int) -> Iterator[str]:
    yield from (f"  g{n}:", f"    extension: {3000 + n}", f"    members: [u{n}, u{n + 1}]")
    yield from (f"    overflow: {{after: {after}s, to: b{n}}}", f"    name: {names()}")


def _menu(n: int, names: _Names, spoken: bool) -> Iterator[str]:
    yield from (
        f"  m{n}:",
        f"    extension: {5000 + n}",
        f"    number: 088-76540{n:02}",
        f"    holidays: h{n % CALENDARS}",
    )
    yield f"    name: {names()}"
    greeting = ("      greeting:", f"        say: {names()}") if spoken else ()
    yield from ("    business_hours_menu:", *greeting, "      keys:")
    for key in KEYS:
        yield from (f"        {key}:", f"          transfer: g{(n + int(key)) % GROUPS}", f"          label: {names()}")
    yield f"        9: {{operator: u{n}}}"
    greeting = ("      greeting:", f"        say: {names()}") if spoken else ()
    yield from ("    after_hours_menu:", f"      keys: {{0: {{operator: b{n}}}}}", *greeting)


def _box(n: int, names: _Names, spoken: bool) -> Iterator[str]:
    yield from (f"  b{n}:", f"    extension: {4000 + n}", f"    email: b{n}@b.example", f"    name: {names()}")
    if spoken:
        yield from ("    greeting:", f"      say: {names()}")


def _manager(n: int, names: _Names) -> Iterator[str]:
    yield from (f"  p{n}:", f"    username: beheer{n}", f"    email: p{n}@b.example")
    yield from (f"    first_name: {names()}", f"    last_name: {names()}")


def _call(n: int, names: _Names) -> Iterator[str]:
    right = f"u{n % GROUPS}" if n % 2 else f"u{USERS - 2}"
    yield from (f"  - dial: {3000 + n % GROUPS}", f"    from: u{USERS - 1}", "    at: 2026-12-01 10:00")
    yield from (f"    answered_by: {right}", f"    name: {names()}")
