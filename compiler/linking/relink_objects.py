"""A linked plan in which some objects are otherwise: only their places, and those that ask about them, are made anew.

For whoever compares calls in many plans that are nearly the same. What rules ask beside calls (names that are missing,
recordings) stays that of the plan before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nummerplan.compiler.linking.defaults import with_defaults
from nummerplan.compiler.linking.link_plan import object_edges
from nummerplan.compiler.linking.references import destinations_of
from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.model.calls.call_graph import CallGraph
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route

SECTIONS = ("users", "hunt_groups", "auto_attendants", "mailboxes")
_WHO_IS_WHO = ("extension", "number", "extra_numbers", "last_name", "unmanaged")
"""Settings of an object that decide by what it is called, and what there is of it."""


def relink(linked: LinkedPlan, plan: Plan, routes: Iterable[Route]) -> LinkedPlan | None:
    """The plan of `linked` with other settings at some routes, as `plan` has them, linked.

    None where that would have to be made anew as a whole: for what is said of the company, of schedules and of whole
    objects, and of who is called by which number.
    """
    changed: dict[str, dict[str, Entity]] = {}
    for route in routes:
        section, key, *rest = (str(step) for step in route)
        entity = getattr(plan, section).get(key) if section in SECTIONS and rest else None
        if (
            entity is None
            or rest[0] in _WHO_IS_WHO
            or rest == ["voicemail"]
            or key not in getattr(linked.plan, section)
        ):
            return None
        changed.setdefault(section, {})[key] = entity
    nothing: dict[str, dict[str, Entity]] = {section: {} for section in SECTIONS}
    filled = with_defaults(plan.model_copy(update=nothing | changed))
    own: dict[str, dict[str, Entity]] = {section: getattr(filled, section) for section in changed}
    # All others have their defaults already.
    plan = linked.plan.model_copy(update={name: {**getattr(linked.plan, name), **new} for name, new in own.items()})
    entities = [entity for new in own.values() for entity in new.values()]
    names = dict(linked.names)
    for entity in entities:
        names[entity.key] = tuple(entity if one.section == entity.section else one for one in names[entity.key])
    about = linked.today, linked.numbering, linked.assigned, names
    directory = Directory(plan, *about, dict(linked.extensions), dict(linked.numbers))
    graph = dict(linked.graph.edges)
    for entity in (*entities, *_asking(entities, plan)):
        graph |= {node: tuple(edges) for node, edges in object_edges(entity, directory)}
    own_routes = {entity.route for entity in entities}
    uses = [use for use in linked.destinations if use.owner is None or use.owner.route not in own_routes]
    uses += (use for entity in entities for use in destinations_of(entity, directory))
    return replace(linked, plan=plan, names=names, graph=CallGraph(graph), destinations=tuple(uses))


def _asking(entities: Iterable[Entity], plan: Plan) -> Iterator[Entity]:
    """Whoever asks how these people are: groups that ring them, and their mobile subscriptions."""
    people = {entity.key for entity in entities if entity.section == "users"}
    if people:
        yield from (group for group in plan.hunt_groups.values() if not people.isdisjoint(group.members))
        yield from plan.mobile.subscriptions.values()
