"""`defaults` filled into the objects of a plan, mapping by mapping; lists replace, and no section is created."""

from typing import TypeVar

from nummerplan.model.company import NightForwarding
from nummerplan.model.plan import Plan
from nummerplan.model.setting import Entity, Settings

Filled = TypeVar("Filled", bound=Settings)
SomeEntity = TypeVar("SomeEntity", bound=Entity)


def with_defaults(plan: Plan) -> Plan:
    """The plan as it takes effect."""
    defaults, changes = plan.defaults, {}
    for section in defaults.model_fields_set:
        given = getattr(defaults, section)
        if given is not None:
            entities: dict[str, Entity] = getattr(plan, section)
            changes[section] = {key: _fill_entity(entity, given) for key, entity in entities.items()}
    return plan.model_copy(update=changes) if changes else plan


def _fill_entity(entity: SomeEntity, default: SomeEntity) -> SomeEntity:
    """Fill an object: single values and lists it lacks, and the inside of sections it has.

    Night forwarding counts as a single value: it is written as one word.
    """
    changes = {}
    written = entity.model_fields_set
    for name in default.model_fields_set:
        given = getattr(default, name)
        if name not in written:
            if not isinstance(given, Settings) or isinstance(given, NightForwarding):
                changes[name] = given
        elif isinstance(given, Settings):
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
        elif isinstance(given, Settings) and isinstance(inner := getattr(own, name), Settings):
            filled = _fill(inner, given)
            if filled is not inner:
                changes[name] = filled
    return own.model_copy(update=changes) if changes else own
