"""`defaults` filled into the objects of a plan, mapping by mapping; lists replace, and no section is created."""

from collections.abc import Iterator
from typing import TypeVar

from nummerplan.model.document import Document
from nummerplan.model.plan.company import NightForwarding
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.greeting import Spoken
from nummerplan.model.plan.fields.setting import FOR_DEPLOYMENTS, Entity, Settings
from nummerplan.model.plan.hunt_groups import NotReachable
from nummerplan.model.plan.plan import Defaults, Plan
from nummerplan.model.plan.voicemail import AfterGreeting
from nummerplan.model.source import Route

Filled = TypeVar("Filled", bound=Settings)
SomeEntity = TypeVar("SomeEntity", bound=Entity)

ONE_VALUE = (NightForwarding, NotReachable, AfterGreeting, Spoken, VoicemailOf)
"""Mappings that stand for one value, and are mostly written as a word: an object that has none takes the default."""

ONE_VALUE_KEYS = ("night_forwarding", "not_reachable", "then", "greeting", "when_busy")

WHOLE = (AfterGreeting, Spoken, VoicemailOf)
"""Values of which nothing is taken when the object has its own: `hang_up` is no place for a default's transfer."""

ALONE = ("to", "transfer", "mode", "schedule")
"""Keys whose value may stand alone for its mapping: `busy: receptie` is `busy: {to: receptie}`."""


def with_defaults(plan: Plan) -> Plan:
    """The plan as it takes effect: what objects leave open is filled in, what they leave unmanaged is not there."""
    plan = _filled(plan)
    changes: dict[str, dict[str, Entity]] = {}
    for section in Defaults.model_fields:
        entities: dict[str, Entity] = getattr(plan, section)
        if any(getattr(entity, "unmanaged", ()) for entity in entities.values()):
            changes[section] = {key: _without_unmanaged(entity) for key, entity in entities.items()}
    return plan.model_copy(update=changes) if changes else plan


def written_but_unmanaged(plan: Plan) -> Iterator[Route]:
    """Where objects write a setting that they leave to the platform."""
    for section in Defaults.model_fields:
        for entity in getattr(plan, section).values():
            written = (name for name in entity.unmanaged if name in entity.model_fields_set)
            yield from (entity.at(name) for name in written if name not in FOR_DEPLOYMENTS)


def _without_unmanaged(entity: SomeEntity) -> SomeEntity:
    """An object without the settings that stay the platform's."""
    own = type(entity).model_fields.keys() - FOR_DEPLOYMENTS
    left: tuple[str, ...] = tuple(name for name in getattr(entity, "unmanaged", ()) if name in own)
    if not left:
        return entity
    defaults = {name: type(entity).model_fields[name].get_default(call_default_factory=True) for name in left}
    found = entity.model_copy(update=defaults)
    found.model_fields_set.difference_update(left)
    return found


def _filled(plan: Plan) -> Plan:
    defaults, changes = plan.defaults, {}
    for section in defaults.model_fields_set:
        given = getattr(defaults, section)
        if given is not None:
            entities: dict[str, Entity] = getattr(plan, section)
            changes[section] = {key: _fill_entity(entity, given) for key, entity in entities.items()}
    return plan.model_copy(update=changes) if changes else plan


def _fill_entity(entity: SomeEntity, default: SomeEntity) -> SomeEntity:
    """Fill an object: single values and lists it lacks, and the inside of sections it has."""
    changes = {}
    written = entity.model_fields_set
    for name in default.model_fields_set:
        given = getattr(default, name)
        if name not in written:
            if not isinstance(given, Settings) or isinstance(given, ONE_VALUE):
                changes[name] = given
        elif isinstance(given, Settings) and not isinstance(given, WHOLE):
            own = getattr(entity, name)
            if isinstance(own, Settings) and (filled := _fill(own, given)) is not own:
                changes[name] = filled
    return entity.model_copy(update=changes) if changes else entity


def _fill(own: Filled, default: Filled) -> Filled:
    changes = {}
    for name in default.model_fields_set:
        given = getattr(default, name)
        if name not in own.model_fields_set:
            changes[name] = given
        elif isinstance(given, Settings) and not isinstance(given, WHOLE):
            inner = getattr(own, name)
            if isinstance(inner, Settings) and (filled := _fill(inner, given)) is not inner:
                changes[name] = filled
    return own.model_copy(update=changes) if changes else own


def default_of(where: Route, document: Document) -> Route | None:
    """Where in `defaults` the value stands that an object took from there; None if it has its own, or took none."""
    if len(where) < 3 or _written(where, document):
        return None
    section: Route = ("defaults", where[0], where[2])
    default: Route = (*section, *where[3:])
    taken = where[2] in ONE_VALUE_KEYS or document.keys_at(section) is None or document.has(where[:3])
    return default if taken and _written(default, document) else None


def _written(route: Route, document: Document) -> bool:
    return document.has(route) or (route[-1] in ALONE and document.value_span(route) is not None)
