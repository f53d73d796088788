"""What there is to say about a word: a rule, a key of the plan language, a Dutch label or a platform's field."""

from nummerplan.compiler.reading.glossary import Entry, Group, fields_of, groups
from nummerplan.compiler.reading.spelling_suggestions import labels, plain, suggest
from nummerplan.model.rule import Rule

Found = tuple[Group, Entry]


def find_rule(word: str, rules: tuple[Rule, ...]) -> Rule | None:
    """By code or name."""
    return next((rule for rule in rules if word.upper() == rule.code or plain(word) == plain(rule.name)), None)


def find_settings(word: str) -> list[Found]:
    """By path (`users.receptie.forwarding.busy`), by key, by label, or by a platform's field; best matches only."""
    if not plain(word):
        return []
    everything = [(group, entry) for group in groups() for entry in group.entries]
    for matches in (_has_path, _has_key, _has_label, _has_meaning, _has_field):
        if found := [(group, entry) for group, entry in everything if matches(word, group, entry)]:
            return found
    return []


def find_word_like(word: str, rules: tuple[Rule, ...]) -> str | None:
    """What may have been meant instead."""
    names = [name for rule in rules for name in (rule.code, rule.name)]
    return suggest(word, [*names, *(entry.key for group in groups() for entry in group.entries)])


def _has_path(word: str, group: Group, entry: Entry) -> bool:
    """The last steps of a path, with keys and positions or without: `users.receptie.devices[0].mac`, `devices.mac`."""
    steps = _steps(word)
    return len(steps) > 1 and any(_ends_in(steps, _steps(f"{place}.{entry.key}")) for place in group.places)


def _steps(path: str) -> list[str]:
    return path.lower().replace("[", ".[").split(".")


def _ends_in(steps: list[str], path: list[str]) -> bool:
    """Whether steps lead to the end of a path; they may leave out KEY and [], or name them."""
    if not steps:
        return all(step in ("key", "[]") for step in path)
    if not path:
        return False
    named = path[-1] == "key" or (path[-1] == "[]" and steps[-1][0] == "[")
    if steps[-1] == path[-1] or named:
        return len(steps) == 1 or _ends_in(steps[:-1], path[:-1]) or (named and _ends_in(steps, path[:-1]))
    return path[-1] == "[]" and _ends_in(steps, path[:-1])


def _has_key(word: str, group: Group, entry: Entry) -> bool:
    return plain(word) == plain(entry.key)


def _has_label(word: str, group: Group, entry: Entry) -> bool:
    return plain(word) == plain(entry.portal) or plain(word) in map(plain, entry.portal.split(","))


def _has_meaning(word: str, group: Group, entry: Entry) -> bool:
    return entry.key in labels().get(plain(word), ())


def _has_field(word: str, group: Group, entry: Entry) -> bool:
    """Whole, or its last step alone: `GroupModifyRequest.groupName`, `groupName`."""
    fields = (field.lower() for fields in fields_of(group, entry).values() for field in fields)
    return any(word.lower() in (field, field.rpartition(".")[2]) for field in fields)
