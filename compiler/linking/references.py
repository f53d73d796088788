"""Every place where a plan names something: destinations, and names of schedules, calendars, members and people."""

from collections.abc import Collection, Iterable, Iterator

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.model.calls.call_graph import BUSY_TONE
from nummerplan.model.calls.linked_plan import DestinationUse, Missing, Purpose
from nummerplan.model.message import Message, say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import During
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

WrittenDestination = tuple[Route, str | VoicemailOf | None, Purpose]

FORWARDS = ("always", "busy", "no_answer", "not_reachable", "missed")


def destinations(directory: Directory) -> Iterator[DestinationUse]:
    """Every destination of a plan and what it means, in order of the sections."""
    plan = directory.plan
    night = plan.company.night_forwarding
    if night is not None and night.to is not None:
        yield _use(("company", "night_forwarding", "to"), night.to, "night", None, directory)
    sections = plan.users, plan.hunt_groups, plan.auto_attendants, plan.mailboxes, plan.mobile.subscriptions
    for section in sections:
        for entity in section.values():
            yield from destinations_of(entity, directory)


def destinations_of(entity: Entity, directory: Directory) -> Iterator[DestinationUse]:
    """Every destination of one object and what it means."""
    for route, text, purpose in _written(entity):
        if text is not None:
            yield _use(route, text, purpose, entity, directory)


def _use(
    route: Route, text: str | VoicemailOf, purpose: Purpose, owner: Entity | None, directory: Directory
) -> DestinationUse:
    if isinstance(text, VoicemailOf):
        return DestinationUse((*route, "voicemail"), text.voicemail, purpose, owner, directory.resolve(text))
    if isinstance(owner, Subscription):
        return DestinationUse(route, text, purpose, owner, directory.resolve_mobile(text))
    return DestinationUse(route, text, purpose, owner, directory.resolve(text))


def _written(entity: Entity) -> Iterable[WrittenDestination]:
    match entity:
        case User():
            return _of_user(entity)
        case HuntGroup():
            return _of_group(entity)
        case AutoAttendant():
            return _of_attendant(entity)
        case Mailbox():
            return _of_mailbox(entity)
        case Subscription():
            return _forwards(entity)
    return ()


def _of_user(user: User) -> Iterator[WrittenDestination]:
    if user.forwarding.model_fields_set:
        yield from _forwards(user)
    if user.simultaneous_ring:
        for index, number in enumerate(user.simultaneous_ring.numbers):
            yield user.at("simultaneous_ring", "numbers", index), number, "simultaneous_ring"
    if user.voicemail:
        yield user.at("voicemail", "then", "transfer"), user.voicemail.then.transfer, "then"
    if user.night_forwarding.to is not None:
        yield user.at("night_forwarding", "to"), user.night_forwarding.to, "night"


def _forwards(entity: User | Subscription) -> Iterator[WrittenDestination]:
    for linked in FORWARDS:
        forward = getattr(entity.forwarding, linked, None)
        if forward is not None:
            yield entity.at("forwarding", linked, "to"), forward.to, "forward"


def _of_group(group: HuntGroup) -> Iterator[WrittenDestination]:
    if group.overflow:
        yield group.at("overflow", "to"), group.overflow.to, "overflow"
    if group.not_reachable and group.not_reachable.to != BUSY_TONE.key:
        yield group.at("not_reachable", "to"), group.not_reachable.to, "forward"
    if group.when_busy not in (BUSY_TONE.key, "wait"):
        yield group.at("when_busy"), group.when_busy, "forward"
    yield group.at("night_forwarding", "to"), group.night_forwarding.to, "night"


def _of_attendant(attendant: AutoAttendant) -> Iterator[WrittenDestination]:
    for name in ("business_hours_menu", "after_hours_menu"):
        menu = getattr(attendant, name)
        for key, action in menu.keys.items() if menu else ():
            yield attendant.at(name, "keys", key, "transfer"), action.transfer, "key"
            yield attendant.at(name, "keys", key, "operator"), action.operator, "operator"
    yield attendant.at("night_forwarding", "to"), attendant.night_forwarding.to, "night"


def _of_mailbox(mailbox: Mailbox) -> Iterator[WrittenDestination]:
    yield mailbox.at("then", "transfer"), mailbox.then.transfer, "then"


def missing_names(directory: Directory) -> Iterator[Missing]:
    """Every name of a schedule, calendar, member or person that refers to nothing."""
    plan = directory.plan
    schedule, calendar = say("a schedule"), say("a holiday calendar")
    for route, name in _schedules(plan):
        yield from _unless_known(route, name, plan.schedules, schedule)
    for route, name in _calendars(plan):
        yield from _unless_known(route, name, plan.holidays, calendar)
    for group in plan.hunt_groups.values():
        for index, member in enumerate(group.members):
            yield from _unless_known(group.at("members", index), member, plan.users, say("a user"))
    for index, call in enumerate(plan.calls):
        for setting in ("busy", "on_call", "absent", "unreachable", "rings_first", "rings", "answered_by"):
            people = getattr(call, setting)
            for position, name in enumerate([people] if isinstance(people, str) else people or ()):
                step: Route = () if isinstance(people, str) else (position,)
                if directory.resolve(name) is None:
                    yield Missing(
                        ("calls", index, setting, *step),
                        name,
                        say("a name of the plan"),
                        tuple(directory.names),
                    )


def _unless_known(route: Route, name: str | None, known: Collection[str], wanted: Message) -> Iterator[Missing]:
    if name is not None and name not in known:
        yield Missing(route, name, wanted, tuple(known))


def _schedules(plan: Plan) -> Iterator[tuple[Route, str | None]]:
    company = plan.company
    yield ("company", "business_hours"), company.business_hours
    if company.night_forwarding:
        yield ("company", "night_forwarding", "business_hours"), company.night_forwarding.business_hours
    for attendant in plan.auto_attendants.values():
        yield attendant.at("business_hours"), attendant.business_hours
    for user in plan.users.values():
        for index, rule in enumerate(user.blocked_callers.rules):
            if rule.during:
                yield user.at("blocked_callers", "rules", index, "during", "schedule"), rule.during.schedule
        if user.simultaneous_ring and user.simultaneous_ring.during:
            yield user.at("simultaneous_ring", "during", "schedule"), user.simultaneous_ring.during.schedule
    for route, during in _of_call_tests(plan):
        yield (*route, "schedule"), during.schedule


def _calendars(plan: Plan) -> Iterator[tuple[Route, str | None]]:
    company = plan.company
    yield ("company", "holidays"), company.holidays
    if company.night_forwarding:
        yield ("company", "night_forwarding", "holidays"), company.night_forwarding.holidays
    for attendant in plan.auto_attendants.values():
        yield attendant.at("holidays"), attendant.holidays
    for user in plan.users.values():
        for index, rule in enumerate(user.blocked_callers.rules):
            if rule.during:
                yield user.at("blocked_callers", "rules", index, "during", "holidays"), rule.during.holidays
        if user.simultaneous_ring and user.simultaneous_ring.during:
            yield user.at("simultaneous_ring", "during", "holidays"), user.simultaneous_ring.during.holidays
    for route, during in _of_call_tests(plan):
        yield (*route, "holidays"), during.holidays


def _of_call_tests(plan: Plan) -> Iterator[tuple[Route, During]]:
    """The clocks that call tests name."""
    for index, call in enumerate(plan.calls):
        if isinstance(call.at, During):
            yield ("calls", index, "at"), call.at
