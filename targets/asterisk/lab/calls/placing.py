"""From a call as it is followed to one that telephones can make: who dials what on which line, at which second."""

from datetime import UTC
from zoneinfo import ZoneInfo

from nummerplan.model.calls.call import Call
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say
from nummerplan.targets.asterisk.lab.calls.real_call import Phone, Placing

STRANGERS = ("+31101112222", "+31402223333", "+31655443322", "+4930123456", "+12125550123", "+819012345678")
"""Numbers of callers from outside of whom a call says no more: the first that no blocking rule names."""


class UnplaceableError(Exception):
    """No telephone can make this call; the message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def placing(call: Call, linked: LinkedPlan, phones: tuple[Phone, ...]) -> Placing:
    """How the call is made. Raises `UnplaceableError`."""
    _check_states(call, linked)
    zone = ZoneInfo(linked.plan.company.time_zone)
    # Of an hour that comes twice the first is meant.
    epoch = int(call.moment.replace(tzinfo=zone, fold=0).astimezone(UTC).timestamp())
    reached = frozenset(_reached(call, linked))
    if call.caller.kind == "internal":
        return Placing(call, _phone(call, reached, phones), None, _from_inside(call, linked), epoch, reached)
    number = None if call.caller.kind == "anonymous" else call.caller.number or _stranger(linked)
    return Placing(call, None, number, _from_outside(call, linked), epoch, reached)


def _check_states(call: Call, linked: LinkedPlan) -> None:
    """A user without telephone cannot be on a call, so that Asterisk could see it."""
    for person, state in call.states.items():
        user = linked.plan.users.get(person)
        if state == "on_call" and user is not None and not user.devices:
            raise UnplaceableError(say("{user} has no telephone on which to be on a call", user=person))


def _phone(call: Call, reached: frozenset[str], phones: tuple[Phone, ...]) -> str:
    user = call.caller.user
    if user is None:  # any colleague: one to whom this call cannot come
        phone = next((phone for phone in phones if phone.endpoint and phone.user not in reached), None)
        if phone is None:
            raise UnplaceableError(say("a colleague is to call of whom nothing is known, and the call can come to all"))
        return phone.endpoint
    for phone in phones:
        if phone.endpoint and phone.user == user:
            return phone.endpoint
    raise UnplaceableError(say("{user} has no telephone to call with", user=user))


def _reached(call: Call, linked: LinkedPlan) -> set[str]:
    """The users to whom the call can come, members of groups too; by extension or name only where keys are pressed."""
    left, seen, users = [call.entry], {call.entry}, set[str]()
    while left:
        node = left.pop()
        if node.kind == "directory" and call.keys:
            return set(linked.plan.users)
        if node.kind in ("user", "voicemail"):
            users.add(node.key)
        if node.kind == "hunt_group":
            users.update(linked.plan.hunt_groups[node.key].members)
        for edge in linked.graph.edges.get(node, ()):
            if edge.target not in seen:
                seen.add(edge.target)
                left.append(edge.target)
    return users


def _stranger(linked: LinkedPlan) -> str:
    rules = [rule for user in linked.plan.users.values() for rule in user.blocked_callers.rules]
    texts = [text for rule in rules for text in rule.numbers]
    for number in STRANGERS:
        if number not in linked.numbers and not any(linked.numbering.covers(text, number) for text in texts):
            return number
    raise UnplaceableError(
        say("blocking rules name every number there is, and the caller is to be one whom none names")
    )


def _from_inside(call: Call, linked: LinkedPlan) -> str:
    kind, key = call.entry
    if kind in ("number", "extension", "outside"):
        return key
    return _held(call, linked, extensions_first=True)


def _from_outside(call: Call, linked: LinkedPlan) -> str:
    kind, key = call.entry
    if kind == "number":
        return key
    if kind == "extension":
        holder = linked.extensions[key][0].entity
        found = next((number for number, all_ in linked.numbers.items() if all_[0].entity is holder), None)
        if found is None:
            raise UnplaceableError(say("nobody outside can dial the extension {extension}", extension=key))
        return found
    return _held(call, linked, extensions_first=False)


def _held(call: Call, linked: LinkedPlan, extensions_first: bool) -> str:
    """A number or extension of the object that a call names by its key."""
    entity = linked.entity(call.entry)
    numbers = [number for number, holders in linked.numbers.items() if holders[0].entity is entity]
    extensions = [text for text, holders in linked.extensions.items() if holders[0].entity is entity]
    found = [*extensions, *numbers] if extensions_first else numbers
    if not found or call.entry.kind == "mobile":
        raise UnplaceableError(say("{place} has no number that can be dialled", place=str(call.entry)))
    return found[0]
