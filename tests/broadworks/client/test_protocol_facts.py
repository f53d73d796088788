"""The facts of the wire agree with the request classes of broadworks-ocip, which other hands made."""

from collections.abc import Iterator
from typing import Any

import broadworks_ocip.requests
import broadworks_ocip.responses
import broadworks_ocip.types
import pytest

from nummerplan.targets.broadworks.protocol import Field, OneOf, Plain, Record, Table, requests, responses


def records(record: Record) -> Iterator[Record]:
    """A record and all records in it."""
    yield record
    for field in record.fields:
        if isinstance(field.type, Record):
            yield from records(field.type)
        elif isinstance(field.type, OneOf):
            for one in field.type.records:
                yield from records(one)


def known(field: Field) -> tuple[str, str, bool, bool, bool]:
    complex_type = isinstance(field.type, Record | OneOf)
    return field.name, field.xml, field.required, field.is_list, complex_type


def theirs(element: Any) -> tuple[str, str, bool, bool, bool]:
    return (
        element.name,
        element.xmlname,
        element.is_required,
        element.is_array,
        element.is_complex and not element.is_table,
    )


PYTHON = {"text": str, "string": str, "date": str, "dateTime": str, "base64": str, "int": int, "bool": bool}


def compare(record: Record, elements: Any) -> None:
    assert [known(field) for field in record.fields] == [theirs(element) for element in elements], record.name
    for field, element in zip(record.fields, elements, strict=True):
        assert isinstance(field.type, Table) == element.is_table
        assert isinstance(field.type, OneOf) == element.is_abstract
        if isinstance(field.type, Plain):
            assert PYTHON[field.type.kind] is element.type, (record.name, field.name)
        if element.is_container:
            assert isinstance(field.type, Record)
            assert field.type.inline
            compare(field.type, element.type)


@pytest.mark.parametrize("name", sorted(requests()))
def test_a_request_has_the_fields_of_the_schema(name: str) -> None:
    compare(requests()[name], getattr(broadworks_ocip.requests, name)._elements())
    for record in records(requests()[name]):
        if not record.inline and record.name != name:
            compare(record, getattr(broadworks_ocip.types, record.name)._elements())


@pytest.mark.parametrize("name", sorted(responses()))
def test_an_answer_has_the_fields_of_the_schema(name: str) -> None:
    compare(responses()[name], getattr(broadworks_ocip.responses, name)._elements())
    for record in records(responses()[name]):
        if not record.inline and record.name != name:
            compare(record, getattr(broadworks_ocip.types, record.name)._elements())


def field_of(request: str, *path: str) -> Field:
    record = requests()[request]
    for step in path[:-1]:
        inner = next(field.type for field in record.fields if field.name == step)
        assert isinstance(inner, Record)
        record = inner
    return next(field for field in record.fields if field.name == path[-1])


def test_limits_that_people_meet() -> None:
    """Three rules for rings, the length of a name, and the number of keys of a menu."""
    forwarding = field_of("UserCallForwardingNoAnswerModifyRequest", "number_of_rings").type
    assert isinstance(forwarding, Plain)
    assert forwarding.options == (0, *range(2, 21))
    rings = Plain("int", 1, 20)
    assert field_of("GroupHuntGroupModifyInstanceRequest", "no_answer_number_of_rings").type == rings
    assert field_of("UserAddRequest22V2", "last_name").type == Plain("text", 1, 30)
    menu = field_of("GroupAutoAttendantModifyInstanceRequest20", "business_hours_menu", "key_configuration")
    assert (menu.least, menu.most) == (0, 12)


def test_what_may_be_cleared() -> None:
    assert field_of("UserCallForwardingAlwaysModifyRequest", "forward_to_phone_number").nil
    assert not field_of("UserCallForwardingAlwaysModifyRequest", "is_active").nil


def test_what_excludes_what() -> None:
    """An event is of a whole day, or has a beginning and an end."""
    choices = [field_of("GroupScheduleAddEventRequest", name).choice for name in ("all_day_event", "start_time")]
    assert [choice and (choice.number, choice.alternative, choice.required) for choice in choices] == [
        (1, 1, True),
        (1, 2, True),
    ]


def test_every_table_has_headings() -> None:
    tables = [field.type for record in responses().values() for field in record.fields if isinstance(field.type, Table)]
    assert len(tables) > 20
    assert all(table.headings for table in tables)
