"""Small random plans in which everything leads to everything, for holding the proof against every single call."""

import random
from collections.abc import Callable, Iterator

Pick = Callable[[], str]
NAMES = ("Kaas", "Jaap", "Berg")  # the first two are spelt with the same keys
CASES = ("always", "busy", "no_answer", "not_reachable", "missed")


class Dice(random.Random):
    """Chance; some plans are made carefully, for where little is lost, there is more to prove."""

    careful = False


def small_plan(seed: int) -> str:
    """A plan of a few users, groups, menus and mailboxes with random ways between them."""
    dice = Dice(seed)
    users = [f"u{n}" for n in range(dice.randint(1, 3))]
    groups = [f"g{n}" for n in range(dice.randint(0, 2))]
    menus = [f"m{n}" for n in range(dice.randint(0, 2))]
    dice.careful = dice.random() < 0.5
    boxes = ["box"] if dice.careful or dice.random() < 0.6 else []
    mobiles = ["mob"] if len(users) < 3 and dice.random() < 0.4 else []
    names = users + groups + menus + boxes
    elsewhere = ["0612345678", "nobody", *(["0612345670"] if mobiles else [])]

    def pick() -> str:
        if dice.careful and dice.random() < 0.6:
            return dice.choice(["box", "0201234567"])
        if dice.random() < 0.1:
            return f"{{voicemail: {dice.choice(users)}}}"
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
        then = f", then: {{transfer: {pick()}}}" if dice.random() < 0.5 and not dice.careful else ""
        lines += ["mailboxes:", f"  box: {{extension: 999, record: {_switch(dice)}{then}}}"]
    if mobiles:
        cases = [linked for linked in CASES[:4] if dice.random() < (0.15 if linked == "always" else 0.6)]
        cases = [f"{linked}: 085487961{dice.randint(0, 7)}" for linked in cases]
        mobile = f"number: 0612345670, business_voicemail: {_switch(dice)}, forwarding: {{{', '.join(cases)}}}"
        lines += ["mobile:", "  subscriptions:", f"    mob: {{{mobile}}}"]
    return "\n".join(lines) + "\n"


def _switch(dice: Dice) -> str:
    return dice.choice(["true", "false"])


def _company(pick: Pick, dice: Dice) -> Iterator[str]:
    yield from ("company:", "  name: X", "  main_number: 0854879610", "  business_hours: open", "  holidays: feest")
    if dice.random() < 0.5:
        mode = dice.choice(["schedule", "schedule", "on", "off"])
        own = dice.choice(["", "", ", business_hours: late", ", holidays: vrij"])
        yield f"  night_forwarding: {{mode: {mode}, to: {pick()}{own}}}"
    if dice.random() < 0.3:
        yield f"  max_redirections: {dice.randint(0, 4)}"
    if dice.random() < 0.2:
        yield f"  ring_limit: {dice.choice([20, 30])}s"
    if dice.random() < 0.15:
        yield f"  {dice.choice(['block_outgoing', 'block_forwarding'])}: [mobile]"
    yield from ("numbers: [0854879610..0854879619]", "schedules:")
    yield from ("  open: {mon-fri: 09:00-17:00}", "  late: {mon: 16:00-22:00, fri: 22:00-02:00}")
    yield from ("holidays:", "  feest: {dates: {2026-12-24: {name: Kerstavond, closed: 12:00-24:00}}}")
    yield "  vrij: {dates: {2026-12-25..2026-12-26: Kerst, 2027-01-04: {name: Borrel, closed: 15:00-18:00}}}"


def _user(key: str, number: int, pick: Pick, dice: Dice) -> Iterator[str]:
    yield f"  {key}:"
    if dice.random() < 0.9:
        yield f"    extension: 20{number}"
    yield from (f"    number: 085487961{number}", f"    call_waiting: {_switch(dice)}")
    yield f"    last_name: {NAMES[number]}"
    if dice.random() < 0.3:
        yield f"    first_name: {dice.choice(NAMES)}"
    if dice.random() < 0.15:
        yield f"    extra_numbers: ['{dice.choice(['20', '2', '91'])}{number}']"
    if dice.random() < 0.8:
        yield "    devices: [{model: generic-sip}]"
    if dice.random() < 0.3:
        during = ", during: late" if dice.random() < 0.5 else ""
        yield f"    simultaneous_ring: {{numbers: [0612345679]{during}}}"
    cases = [linked for linked in CASES if dice.random() < (0.08 if linked == "always" else 0.35)]
    cases = [*cases, "missed"] if dice.careful and "missed" not in cases and dice.random() < 0.8 else cases
    if cases:
        forwards = (f"{linked}: {{to: {pick()}, rings: {dice.choice([0, 2, 5])}}}" for linked in cases)
        yield f"    forwarding: {{{', '.join(forwards)}}}"
    if dice.random() < 0.4:
        when = ", ".join(linked for linked in ("busy", "no_answer") if dice.random() < 0.6) or "no_answer"
        when = "always" if dice.random() < 0.1 else when
        then = f"record: {_switch(dice)}, then: {{transfer: {pick()}}}"
        yield f"    voicemail: {{email: a@b.example, when: [{when}], {then}}}"
    mode = dice.choice(["follow", "follow", "off", "on"])
    yield f"    night_forwarding: {mode if dice.random() < 0.7 else f'{{mode: {mode}, to: {pick()}}}'}"
    if dice.random() < 0.3:
        during = ", during: {schedule: late, holidays: vrij}" if dice.random() < 0.5 else ""
        listed = f"rules: [{{numbers: [{dice.choice(['0612340000', '0612*'])}]{during}}}]"
        yield f"    blocked_callers: {{{dice.choice(['all: true', 'anonymous: true', listed])}}}"


def _group(key: str, number: int, users: list[str], pick: Pick, dice: Dice) -> Iterator[str]:
    members = ", ".join(dice.sample(users, dice.randint(dice.random() < 0.9, len(users))))
    yield from (f"  {key}:", f"    extension: 30{number}", f"    number: 085487961{3 + number}")
    yield f"    members: [{members}]"
    yield f"    policy: {dice.choice(['regular', 'simultaneous', 'circular', 'uniform'])}"
    if dice.random() < 0.5:
        yield "    next_member_after: {rings: 2}"
    if dice.careful or dice.random() < 0.7:
        after = dice.choice(["", "after: 0s, ", "after: 15s, ", "after: 60s, "])
        yield f"    overflow: {{{after}to: {pick()}}}"
    if dice.random() < 0.5:
        yield f"    when_busy: {dice.choice([pick(), 'busy_tone', 'wait'])}"
    if dice.random() < 0.5:
        yield f"    not_reachable: {dice.choice([pick(), 'busy_tone'])}"
    if dice.random() < 0.3:
        yield "    ring_busy_members: true"
    if dice.random() < 0.3:
        yield f"    night_forwarding: {dice.choice(['off', 'on', f'{{mode: follow, to: {pick()}}}'])}"


def _menu(key: str, number: int, pick: Pick, dice: Dice) -> Iterator[str]:
    yield from (f"  {key}:", f"    extension: 40{number}", f"    number: 085487961{5 + number}")
    for name in ("business_hours_menu", "after_hours_menu"):
        if name == "after_hours_menu" and dice.random() < 0.6:
            continue
        keys = [f"{digit}: {pick()}" for digit in (1, 2) if dice.random() < 0.6]
        if dice.careful or dice.random() < 0.7:
            keys.append(f"9: {{operator: {pick()}}}")
        if dice.random() < 0.15:
            keys.append(f"0: {{operator: {pick()}}}")
        actions = [
            "star: repeat_menu",
            "hash: hang_up",
            "3: {play: default}",
            "4: dial_by_name",
            "5: dial_by_extension",
        ]
        if dice.random() < 0.4:
            keys.append(dice.choice(actions))
        at_once = ", dial_by_extension: true" if dice.random() < 0.1 else ""
        yield f"    {name}: {{keys: {{{', '.join(keys)}}}{at_once}}}"
    if dice.random() < 0.2:
        yield "    dial_by_name_order: either"
    if dice.random() < 0.3:
        yield f"    {dice.choice(['business_hours: late', 'holidays: vrij'])}"
    mode = dice.choice(["follow", "follow", "off", "on"])
    if dice.random() < 0.4:
        yield f"    night_forwarding: {mode if dice.random() < 0.5 else f'{{mode: {mode}, to: {pick()}}}'}"
