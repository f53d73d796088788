"""Small random plans in which everything leads to everything, for holding the proof against every single call."""

import random
from collections.abc import Callable, Iterator

Pick = Callable[[], str]
CASES = ("always", "busy", "no_answer", "not_reachable", "missed")


def small_plan(seed: int) -> str:
    """A plan of a few users, groups, menus and mailboxes with random ways between them."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    users = [f"u{n}" for n in range(dice.randint(1, 3))]
    groups = [f"g{n}" for n in range(dice.randint(0, 2))]
    menus = [f"m{n}" for n in range(dice.randint(0, 2))]
    boxes = ["box"] if dice.random() < 0.6 else []
    mobiles = ["mob"] if len(users) < 3 and dice.random() < 0.4 else []
    names = users + groups + menus + boxes
    elsewhere = ["0612345678", "nobody", *(["0612345670"] if mobiles else [])]

    def pick() -> str:
        return dice.choice(names if dice.random() < 0.85 else elsewhere)

    lines = [*_company(pick, dice), "users:"]
    for number, key in enumerate(users):
        lines += _user(key, number, pick, dice)
    lines += ["hunt_groups:"] if groups else []
    for number, key in enumerate(groups):
        lines += _group(key, number, users, pick, dice)
    lines += ["auto_attendants:"] if menus else []
    for number, key in enumerate(menus):
        lines += _menu(key, number, pick, dice)
    if boxes:
        then = f", then: {{transfer: {pick()}}}" if dice.random() < 0.5 else ""
        lines += ["mailboxes:", f"  box: {{extension: 999, record: {_switch(dice)}{then}}}"]
    if mobiles:
        cases = [f"{case}: 085487961{dice.randint(0, 7)}" for case in CASES[1:4] if dice.random() < 0.6]
        mobile = f"number: 0612345670, business_voicemail: {_switch(dice)}, forwarding: {{{', '.join(cases)}}}"
        lines += ["mobile:", "  subscriptions:", f"    mob: {{{mobile}}}"]
    return "\n".join(lines) + "\n"


def _switch(dice: random.Random) -> str:
    return dice.choice(["true", "false"])


def _company(pick: Pick, dice: random.Random) -> Iterator[str]:
    yield from ("company:", "  name: X", "  main_number: 0854879610", "  business_hours: open", "  holidays: feest")
    if dice.random() < 0.5:
        mode = dice.choice(["schedule", "schedule", "on", "off"])
        yield f"  night_forwarding: {{mode: {mode}, to: {pick()}}}"
    yield from ("numbers: [0854879610..0854879619]", "schedules:")
    yield from ("  open: {mon-fri: 09:00-17:00}", "  late: {mon: 16:00-22:00}")
    yield from ("holidays:", "  feest: {dates: {2026-12-24: {name: Kerstavond, closed: 12:00-24:00}}}")


def _user(key: str, number: int, pick: Pick, dice: random.Random) -> Iterator[str]:
    yield f"  {key}:"
    yield from (f"    extension: 20{number}", f"    number: 085487961{number}", f"    call_waiting: {_switch(dice)}")
    if dice.random() < 0.8:
        yield "    devices: [{model: generic-sip}]"
    if dice.random() < 0.3:
        during = ", during: late" if dice.random() < 0.5 else ""
        yield f"    simultaneous_ring: {{numbers: [0612345679]{during}}}"
    cases = [case for case in CASES if dice.random() < (0.08 if case == "always" else 0.35)]
    if cases:
        forwards = (f"{case}: {{to: {pick()}, rings: {dice.choice([0, 2, 5])}}}" for case in cases)
        yield f"    forwarding: {{{', '.join(forwards)}}}"
    if dice.random() < 0.4:
        when = ", ".join(case for case in ("busy", "no_answer") if dice.random() < 0.6) or "no_answer"
        then = f"record: {_switch(dice)}, then: {{transfer: {pick()}}}"
        yield f"    voicemail: {{email: a@b.example, when: [{when}], {then}}}"
    yield f"    night_forwarding: {dice.choice(['follow', 'follow', 'off', 'on'])}"
    if dice.random() < 0.15:
        yield "    blocked_callers: {all: true}"


def _group(key: str, number: int, users: list[str], pick: Pick, dice: random.Random) -> Iterator[str]:
    members = ", ".join(dice.sample(users, dice.randint(0, len(users))))
    yield from (f"  {key}:", f"    extension: 30{number}", f"    number: 085487961{3 + number}")
    yield f"    members: [{members}]"
    yield f"    policy: {dice.choice(['regular', 'simultaneous', 'circular', 'uniform'])}"
    if dice.random() < 0.5:
        yield "    next_member_after: {rings: 2}"
    if dice.random() < 0.7:
        yield f"    overflow: {{after: {dice.choice([0, 15, 60])}s, to: {pick()}}}"
    if dice.random() < 0.5:
        yield f"    when_busy: {dice.choice([pick(), 'busy_tone', 'wait'])}"
    if dice.random() < 0.5:
        yield f"    not_reachable: {dice.choice([pick(), 'busy_tone'])}"
    if dice.random() < 0.3:
        yield "    ring_busy_members: true"


def _menu(key: str, number: int, pick: Pick, dice: random.Random) -> Iterator[str]:
    yield from (f"  {key}:", f"    extension: 40{number}", f"    number: 085487961{5 + number}")
    for name in ("business_hours_menu", "after_hours_menu"):
        if name == "after_hours_menu" and dice.random() < 0.6:
            continue
        keys = [f"{digit}: {pick()}" for digit in (1, 2) if dice.random() < 0.6]
        if dice.random() < 0.7:
            keys.append(f"9: {{operator: {pick()}}}")
        if dice.random() < 0.3:
            keys.append(dice.choice(["star: repeat_menu", "hash: hang_up"]))
        yield f"    {name}: {{keys: {{{', '.join(keys)}}}}}"
    if dice.random() < 0.3:
        yield f"    night_forwarding: {{mode: follow, to: {pick()}}}"
