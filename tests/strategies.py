"""Random plans that the model accepts, made from the model itself."""

import types
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from nummerplan.model.plan.fields.field_types import (
    DAYS,
    MINUTES_A_DAY,
    DateRange,
    DayOfYear,
    Secret,
    Stretch,
    YearlyRange,
)
from nummerplan.model.plan.fields.setting import Settings
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Schedule

LETTERS = "abcdefghijklmnopqrstuvwxyzABC0123456789 -_.:#é'\"{}[],&*!|>%@ü?~=+/\\"
# Few names and numbers, so that they meet: what refers to nothing is only half the story.
KEYS = st.sampled_from(["a", "b", "c", "d"]) | st.text("abcdefghij", min_size=1, max_size=6)
SHARED = st.sampled_from(
    ["a", "b", "c", "d", "201", "202", "0854879610", "088-7654000", "0612345678", "112", "busy_tone"]
)
TEXTS = (
    SHARED
    | st.text(LETTERS, min_size=1, max_size=12)
    | st.sampled_from(
        [
            "0854879610",
            "0201",
            "on",
            "No",
            "null",
            "~",
            "12:30",
            "1e3",
            "true",
            "+31 20 123 4567",
            "- a",
            "# b",
            " x ",
            "!secret",
            "receptie",
        ]
    )
)
STRETCHES = st.tuples(st.integers(0, MINUTES_A_DAY - 1), st.integers(0, MINUTES_A_DAY)).map(lambda t: Stretch(*t))
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
DAY_KEYS = st.sampled_from([*DAYS, "daily", "mon-fri", "sat-sun", "fri-mon"])
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(0, 100_000),
    float: st.integers(-99_999, 99_999).map(lambda cents: cents / 100),
    date: DATES,
    Secret: KEYS.map(Secret),
    Stretch: STRETCHES,
    DateRange: st.tuples(DATES, DATES).map(lambda pair: DateRange(min(pair), max(pair))),
    YearlyRange: st.tuples(DATES, DATES).map(lambda pair: YearlyRange(*(DayOfYear(d.month, d.day) for d in pair))),
    type(None): st.none(),
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([values(part) for part in arguments if part is not type(None)])
    if origin is list:
        return st.lists(values(arguments[0]), max_size=3)
    if origin is dict:
        keys = KEYS if arguments[0] is str else values(arguments[0])
        return st.dictionaries(keys, values(arguments[1]), max_size=3)
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        return settings_of(annotation)
    return SIMPLE[annotation]


@st.composite
def settings_of(draw: st.DrawFn, model: type[Settings]) -> Settings:
    """A mapping of the plan with some of its keys set."""
    wanted = draw(st.sets(st.sampled_from(sorted(model.model_fields)), max_size=4))
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    given = {name: draw(values(_annotation(model.model_fields[name]))) for name in sorted(wanted | required)}
    if model is Schedule:
        hours = st.dictionaries(DAY_KEYS, st.lists(STRETCHES, min_size=1, max_size=2), max_size=3)
        return Schedule.model_validate({k: v for k, v in given.items() if v is not None} | draw(hours))
    return model.model_validate({name: value for name, value in given.items() if value is not None})


def _annotation(field: FieldInfo) -> Any:
    return field.annotation


def plans() -> st.SearchStrategy[Settings]:
    """Whole plans."""
    return settings_of(Plan)
