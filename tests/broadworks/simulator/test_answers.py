"""What the BroadWorks simulator answers is what other people's clients can read, in the order of the schema."""

import logging
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import broadworks_ocip.responses
import broadworks_ocip.types
import pytest
from broadworks_ocip import BroadworksAPI
from broadworks_ocip.exceptions import OCIErrorResponse
from broadworks_ocip_soap import BroadworksSOAP
from broadworks_simulator import (
    ADMINISTRATOR,
    FILE,
    HERE,
    HOLIDAYS,
    LEASE,
    OFFICE,
    POPULATION,
    RINGS_ALONG,
    SECOND_LINE,
    Wire,
    fields,
    in_group,
    in_thread,
    port_of,
)

from nummerplan.targets.broadworks.protocol import Field, OneOf, Record, requests, responses
from nummerplan.targets.broadworks.simulator.serving import Serving

VALUES: dict[str, object] = {
    "serviceProviderId": "demo",
    "groupId": "demo",
    "GroupId": "demo",
    "userId": "anna@demo.example",
    "deviceName": "toestel",
    "scheduleKey": OFFICE,
    "scheduleGlobalKey": {"scheduleKey": OFFICE, "scheduleLevel": "User"},
    "eventName": "werkdag",
    "announcementFileKey": {name: FILE[name] for name in ("name", "mediaFileType")},
    "accessDeviceEndpoint": SECOND_LINE,
    "fileFormat": "805EC0123456.cfg",
    "callForwardingService": "Call Forwarding Always",
    "callingPlanService": "Outgoing Calling Plan",
    "responsePagingControl": {"responseStartIndex": 1, "responsePageSize": 100},
    "sortByExtension": {"isAscending": "true", "isCaseSensitive": "false"},
    "includeAnnouncementTable": "true",
}
# The library cannot read a repeated element without a type of its own, whoever sends it.
NOT_FOR_THE_LIBRARY = {f"SystemDeviceTypeGetAvailableListRequest{release}" for release in ("19", "22", "22V2")}
GETS = sorted(name for name in requests() if name.replace("Request", "Response") in responses() and "Get" in name)


def required(request: str) -> dict[str, object]:
    """What a request has to say, about what the population made."""
    values: dict[str, object] = {}
    for field in requests()[request].fields:
        first = field.choice is None or field.choice.alternative == 1 or field.xml == "sortByExtension"
        if field.least and first and not (field.xml.startswith("sortBy") and field.xml != "sortByExtension"):
            values[field.xml] = VALUES.get(field.xml, "false")
    if "serviceUserId" in values:
        values["serviceUserId"] = f"{'verkoop' if 'Hunt' in request else 'menu'}@demo.example"
    if "criteriaName" in values:
        values["criteriaName"] = "reclame" if "Rejection" in request else "overdag"
    if request == "UserAssignedServicesGetListRequest":
        values["userId"] = VALUES["userId"]  # without one it is about who asks
    return values


@pytest.fixture(scope="module")
def platform() -> Iterator[Serving]:
    with in_thread() as found:
        with Wire(port_of(found.addresses[0])) as wire:
            wire.log_in().done(*POPULATION, *RINGS_ALONG)
        yield found


@pytest.fixture(scope="module")
def wire(platform: Serving) -> Iterator[Wire]:
    with Wire(port_of(platform.addresses[0])) as found:
        yield found.log_in()


@pytest.fixture(scope="module")
def library(platform: Serving) -> BroadworksAPI:
    return BroadworksAPI(
        host="127.0.0.1",
        port=port_of(platform.addresses[0]),
        username=ADMINISTRATOR.user_id,
        password=ADMINISTRATOR.password,
        logger=logging.getLogger("library"),
    )


def test_every_request_of_the_facts_is_answered() -> None:
    from nummerplan.targets.broadworks.simulator.invocation import commands

    assert set(commands()) == set(requests())


def in_order(element: ElementTree.Element, kind: Any) -> None:
    """Whether the children stand in the order that the library's class has, and what it requires is there."""
    wanted = kind._elements()
    names = [one.xmlname for one in wanted]
    places = [names.index(child.tag) for child in element]
    assert places == sorted(places), (kind.__name__, [child.tag for child in element])
    found = {child.tag for child in element}
    assert [one.xmlname for one in wanted if one.is_required and one.xmlname not in found] == [], kind.__name__
    for child in element:
        about = wanted[names.index(child.tag)]
        if about.is_complex and not about.is_table and not about.is_container and not about.is_abstract:
            in_order(child, about.type)


@pytest.mark.parametrize("request_name", GETS)
def test_an_answer_is_as_the_schema_and_the_library_want_it(
    request_name: str, wire: Wire, library: BroadworksAPI
) -> None:
    reply = wire.one(f"{request_name} {fields(**required(request_name))}")
    name = request_name.replace("Request", "Response")
    assert reply.type == name, reply.summary
    in_order(reply.element, getattr(broadworks_ocip.responses, name))
    as_the_facts_say(reply.element, responses()[name])
    if request_name in NOT_FOR_THE_LIBRARY:
        with pytest.raises(TypeError, match="isinstance"):
            library.decode_xml(wire.last)
    else:
        assert library.decode_xml(wire.last).type_ == name


def as_the_facts_say(element: ElementTree.Element, record: Record) -> None:
    """Values within the limits and options of the schema: what a validating client would refuse is not sent."""
    known: dict[str, Field] = {field.xml: field for field in record.fields}
    for child in element:
        kind = known[child.tag].type
        if isinstance(kind, Record):
            as_the_facts_say(child, kind)
        elif not isinstance(kind, OneOf) and hasattr(kind, "options"):
            text = child.text or ""
            assert not kind.options or text in {str(option) for option in kind.options}, (child.tag, text)
            assert kind.kind != "bool" or text in ("true", "false")
            assert kind.kind != "int" or (kind.least or 0) <= int(text) <= (kind.most or int(text))
            assert kind.kind != "text" or (kind.least or 0) <= len(text) <= (kind.most or len(text)), (child.tag, text)


def test_the_library_logs_in_adds_and_reads_over_tcp(library: BroadworksAPI) -> None:
    group = {"service_provider_id": "demo", "group_id": "demo"}
    names = {"last_name": "Jansen", "first_name": "Zoë", "calling_line_id_last_name": "Jansen"}
    added = library.command(
        "UserAddRequest22V2",
        **group,
        **names,
        user_id="zoe@demo.example",
        calling_line_id_first_name="Zoë",
        extension="203",
    )
    assert added.type_ == "SuccessResponse"
    assert library.command("UserGetRequest23V2", user_id="zoe@demo.example").first_name == "Zoë"
    rows = library.command("UserGetListInGroupRequest", **group).user_table
    assert ("zoe@demo.example", "203") in [(row.user_id, row.extension) for row in rows]
    with pytest.raises(OCIErrorResponse, match=r"4200.*User already exists: zoe@demo.example"):
        library.command(
            "UserAddRequest22V2", **group, **names, user_id="zoe@demo.example", calling_line_id_first_name="Zoë"
        )
    library.command("UserDeleteRequest", user_id="zoe@demo.example")


def test_the_library_logs_in_adds_and_reads_over_soap(platform: Serving, wire: Wire) -> None:
    api = BroadworksSOAP(
        url=platform.addresses[1],
        username=ADMINISTRATOR.user_id,
        password=ADMINISTRATOR.password,
        logger=logging.getLogger("library"),
    )
    assert api.authenticate().login_type == "System"
    group = {"service_provider_id": "demo", "group_id": "demo"}
    added = api.command("GroupScheduleAddRequest", **group, schedule_name="lunch", schedule_type="Time")
    assert added.type_ == "SuccessResponse"
    wire.done(in_group("GroupScheduleAddRequest", scheduleName="café &amp; co", scheduleType="Time"))
    keys = api.command("GroupScheduleGetListRequest17sp1", **group).schedule_global_key
    assert {"lunch", "café & co"} <= {key.schedule_key.schedule_name for key in keys}


def test_answers_are_latin_1_and_hold_every_letter(wire: Wire) -> None:
    wire.done(in_group("GroupScheduleAddRequest", scheduleName="Žižkov ü &amp; 東京", scheduleType="Time"))
    wire.socket.sendall(wire.document(f"GroupScheduleGetListRequest17sp1 {HERE}"))
    answer = b""
    while not answer.endswith(b"</BroadsoftDocument>\n"):
        answer += wire.socket.recv(65536)
    assert answer.startswith(b'<?xml version="1.0" encoding="ISO-8859-1"?>')
    assert "&#381;i&#382;kov ü &amp; &#26481;&#20140;".encode("iso-8859-1") in answer


def test_tables_name_numbers_with_a_dash_and_ranges_of_free_ones(wire: Wire) -> None:
    table = wire.one(f"GroupDnGetAssignmentListRequest18 {HERE}").element.find("dnTable")
    assert table is not None
    numbers = [row.findtext("col") for row in table.findall("row")]
    assert "+31-854879610" in numbers
    assert "+31-854879614 - +31-854879619" in numbers


def test_the_demo_group_is_what_the_lease_says(wire: Wire) -> None:
    element = wire.one(f"GroupGetRequest22V5 {HERE}").element
    assert element.findtext("defaultDomain") == LEASE.domains[0]
    assert element.findtext("userCount") == "2"
    assert HOLIDAYS["scheduleName"] in ElementTree.tostring(
        wire.one(f"GroupScheduleGetListRequest17sp1 {HERE}").element, encoding="unicode"
    )
