"""Random calls of a plan: any number, moment, caller, keys, states of people and histories of groups."""

from datetime import date, timedelta
from random import Random

from oracle.callers import callers
from oracle.calls import Call
from oracle.company import Company
from oracle.every_call import entries
from oracle.keypad import keypad_name
from oracle.situations import exists, samples
from oracle.steps import STATES

START = date(2026, 11, 30)


def random_calls(rng: Random, company: Company, count: int) -> list[Call]:
    """Calls to every kind of entry; moments are samples of situations, and others."""
    dialled = entries(company)
    moments = [situation.moment for situation in samples(company, START)]
    found: list[Call] = []
    while len(found) < count and dialled:
        entry, from_outside = rng.choice(dialled)
        moment = rng.choice(moments)
        if rng.random() < 0.3:
            moment = moment + timedelta(minutes=rng.randint(0, 3 * 24 * 60))
        if exists(company, moment):
            who = rng.choice(
                [*callers(company, from_outside), *company.users, *(company.mobiles if from_outside else ())]
            )
            found.append(
                Call(
                    entry,
                    moment,
                    who,
                    random_keys(rng, company),
                    random_states(rng, company),
                    random_histories(rng, company),
                )
            )
    return found


def random_states(rng: Random, company: Company) -> dict[str, str]:
    """A state for some of the people; the rest answers."""
    share = rng.choice([0.2, 0.6, 0.9, 1.0])
    # Where most are absent, telephones ring one after the other, round after round.
    words = [word for word in STATES if word != "answers"] + ["absent"] * rng.choice([0, 0, 12])
    return {person: rng.choice(words) for person in company.people if rng.random() < share}


def random_histories(rng: Random, company: Company) -> dict[str, list[str]]:
    """An order in which the members would begin, for some of the circular and uniform groups."""
    found = {}
    for group in company.groups.values():
        if group.policy in ("circular", "uniform") and group.members and rng.random() < 0.7:
            members = list(group.members)
            start = rng.randrange(len(members))
            found[group.key] = (
                members[start:] + members[:start] if group.policy == "circular" else rng.sample(members, len(members))
            )
    return found


def random_keys(rng: Random, company: Company) -> list[str]:
    """A few words of keys: single ones, extensions, names, with hash and silences between."""
    if not company.attendants or rng.random() < 0.2:
        return []
    found: list[str] = []
    directories = _directory_keys(company)
    for _ in range(rng.choice([1, 1, 2, 3])):
        kind = rng.choice(["key", "key", "extension", "name", "wait", "hash"])
        if directories and rng.random() < 0.4:
            found.append(rng.choice(directories))
            kind = rng.choice(["name", "name", "extension"])
        if kind == "key":
            found.append(rng.choice([*"0123456789", "star", "hash"]))
        elif kind == "extension" and company.extensions:
            found += [*rng.choice(list(company.extensions))][: rng.choice([2, 4])]
        elif kind == "name" and company.users:
            user = rng.choice(list(company.users.values()))
            found += [*keypad_name(user.last_name)][: rng.choice([1, 3, 9])]
            found += rng.choice([["hash"], ["hash", rng.choice("1234")], [rng.choice("1234")], ["wait"], []])
        elif kind in ("wait", "hash"):
            found.append(kind)
    return found


def _directory_keys(company: Company) -> list[str]:
    """The keys of menus behind which somebody is dialled."""
    menus = [menu for one in company.attendants.values() for menu in (one.business, one.after_hours) if menu]
    return [key for menu in menus for key, action in menu.keys.items() if action.kind.startswith("dial_by")]
