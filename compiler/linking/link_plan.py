"""`Plan` to `LinkedPlan`: defaults filled in, names resolved, numbers parsed, calls followed into the call graph."""

from collections.abc import Iterable, Iterator
from datetime import date

from nummerplan.compiler.linking.calendars import closed_days, official_days
from nummerplan.compiler.linking.country_numbering import numbering
from nummerplan.compiler.linking.defaults import with_defaults, written_but_unmanaged
from nummerplan.compiler.linking.references import destinations, missing_names
from nummerplan.compiler.linking.routing.auto_attendant import auto_attendant_edges
from nummerplan.compiler.linking.routing.directory import BY_EXTENSION, BY_NAME, Directory
from nummerplan.compiler.linking.routing.hunt_group import hunt_group_edges
from nummerplan.compiler.linking.routing.mailbox import mailbox_edges, voicemail_edges
from nummerplan.compiler.linking.routing.mobile import mobile_edges
from nummerplan.compiler.linking.routing.user import user_edges
from nummerplan.model.calls.call_graph import NOT_IN_USE, CallGraph, Edge, Node
from nummerplan.model.calls.linked_plan import Holder, LinkedPlan, NumberRange, node_of
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.audio_use import audio_uses
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.fields.field_types import FIRST_DAY, LAST_DAY
from nummerplan.model.plan.fields.number_ranges import written_out
from nummerplan.model.plan.fields.numbering import Numbering, is_extension
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.users import User
from nummerplan.targets import phone_catalogue


def link(plan: Plan, name: str, today: date) -> LinkedPlan:
    """Resolve everything that a plan says by name. Raises `SettingError` for a `today` before or after all plans."""
    if not FIRST_DAY <= today <= LAST_DAY:
        about = {"today": str(today), "first": str(FIRST_DAY), "last": str(LAST_DAY)}
        raise SettingError(say("{today} cannot be today: days of plans are from {first} to {last}", **about))
    left_to_platform = tuple(written_but_unmanaged(plan))
    plan = with_defaults(plan)
    numbers_of = numbering(plan.company.country)
    extensions, numbers = _holders(plan, numbers_of)
    names: dict[str, tuple[Entity, ...]] = {}
    for entity in plan.named():
        names[entity.key] = (*names.get(entity.key, ()), entity)
    assigned = tuple(_assigned(plan, numbers_of))
    directory = Directory(plan, today, numbers_of, assigned, names, extensions, numbers)
    return LinkedPlan(
        name=name,
        plan=plan,
        today=today,
        numbering=numbers_of,
        assigned=assigned,
        names=names,
        extensions=extensions,
        numbers=numbers,
        destinations=tuple(destinations(directory)),
        missing=tuple(missing_names(directory)),
        calendars={key: closed_days(holidays, today) for key, holidays in plan.holidays.items()},
        graph=CallGraph({node: tuple(edges) for node, edges in _graph(directory)}),
        phone_catalogue=phone_catalogue(),
        left_to_platform=left_to_platform,
        audio=tuple(audio_uses(plan)),
        official=official_days(plan, today),
    )


def _assigned(plan: Plan, numbers_of: Numbering) -> Iterator[NumberRange]:
    for index, text in enumerate(plan.numbers):
        yield NumberRange(("numbers", index), text, *numbers_of.ends(text))


def _holders(plan: Plan, numbers_of: Numbering) -> tuple[dict[str, tuple[Holder, ...]], dict[str, tuple[Holder, ...]]]:
    """Who has which extension, and who has which number."""
    extensions: dict[str, tuple[Holder, ...]] = {}
    numbers: dict[str, tuple[Holder, ...]] = {}
    e164 = numbers_of.e164
    for section in (plan.users, plan.hunt_groups, plan.auto_attendants, plan.mailboxes):
        for key, entity in section.items():
            name = entity.section
            if entity.extension is not None:
                extensions[entity.extension] = (
                    *extensions.get(entity.extension, ()),
                    Holder(entity, (name, key, "extension")),
                )
            if entity.number is not None and (number := e164(entity.number)):
                numbers[number] = (*numbers.get(number, ()), Holder(entity, (name, key, "number")))
            for index, text in enumerate(getattr(entity, "extra_numbers", ())):
                holder = Holder(entity, (name, key, "extra_numbers", index))
                number = e164(text)
                if is_extension(text) and not (number and number.startswith("+")):
                    # An extension, though the country may have a short number of these digits.
                    extensions[text] = (*extensions.get(text, ()), holder)
                else:
                    for one in written_out(*numbers_of.ends(text)):
                        numbers[one] = (*numbers.get(one, ()), holder)
    for mobile in plan.mobile.subscriptions.values():
        if mobile.number is not None and (number := e164(mobile.number)):
            numbers[number] = (*numbers.get(number, ()), Holder(mobile, mobile.at("number")))
    return extensions, numbers


def _graph(directory: Directory) -> Iterator[tuple[Node, Iterable[Edge]]]:
    plan = directory.plan
    yield from _entries(directory)
    sections = plan.users, plan.hunt_groups, plan.auto_attendants, plan.mailboxes, plan.mobile.subscriptions
    for section in sections:
        for entity in section.values():
            yield from object_edges(entity, directory)


def object_edges(entity: Entity, directory: Directory) -> Iterator[tuple[Node, Iterable[Edge]]]:
    """The places of one object, and the edges that begin there."""
    match entity:
        case User():
            yield node_of(entity), user_edges(entity, directory)
            if entity.voicemail is not None:
                yield Node("voicemail", entity.key), voicemail_edges(entity, directory)
        case HuntGroup():
            yield node_of(entity), hunt_group_edges(entity, directory)
        case AutoAttendant():
            yield node_of(entity), auto_attendant_edges(entity, directory)
        case Mailbox():
            yield node_of(entity), mailbox_edges(entity, directory)
        case Subscription():
            yield node_of(entity), mobile_edges(entity, directory)


def _entries(directory: Directory) -> Iterator[tuple[Node, Iterable[Edge]]]:
    """Numbers and extensions lead to their first holder; the directories of a menu to everybody in them."""
    for number, holders in directory.numbers.items():
        if holders[0].entity.section != "mobile":
            node = Node("number", number)
            yield node, (Edge(node, node_of(holders[0].entity), "holds", holders[0].route),)
    main = directory.plan.company.main_number
    main_number = directory.numbering.e164(main) if main is not None else None
    # A short number of the country is nobody's own, whoever writes it: a rule reports it.
    if main_number is not None and main_number.startswith("+") and main_number not in directory.numbers:
        node = Node("number", main_number)
        yield node, (Edge(node, NOT_IN_USE, "holds", ("company", "main_number")),)
    for extension, holders in directory.extensions.items():
        node = Node("extension", extension)
        yield node, (Edge(node, node_of(holders[0].entity), "holds", holders[0].route),)
    attendants = directory.plan.auto_attendants.values()
    menus = [menu for a in attendants for menu in (a.business_hours_menu, a.after_hours_menu) if menu]
    actions = [action for menu in menus for action in menu.keys.values()]
    if any(menu.dial_by_extension for menu in menus) or any(action.dial_by_extension for action in actions):
        listed = [holders[0] for holders in directory.extensions.values()]
        yield BY_EXTENSION, [Edge(BY_EXTENSION, node_of(holder.entity), "dialled", holder.route) for holder in listed]
    if any(action.dial_by_name for action in actions):
        named = [user for user in directory.plan.users.values() if user.last_name]
        yield BY_NAME, [Edge(BY_NAME, node_of(user), "dialled", user.at("last_name")) for user in named]
