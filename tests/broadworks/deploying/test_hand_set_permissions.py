"""What somebody set that decides about calls and is in no plan: calling plans, other services. It is not known."""

from collections.abc import Iterator
from typing import Any

import pytest
from broadworks_ocip import types
from by_hand.strange_company import Live, company_on_its_platform

from nummerplan.targets.broadworks import PROVISIONING

REFUSED = types.IncomingCallingPlanPermissionsModify(allow_from_outside_group="Disallow")
OBJECTS = {
    "hunt group verkoop@zaak.example": "verkoop@zaak.example",
    "auto attendant menu@zaak.example": "menu@zaak.example",
    "mailbox post@zaak.example": "post@zaak.example",
    "fax fax@zaak.example": "fax@zaak.example",
}
PERMISSIONS: dict[str, Any] = {
    "UserIncomingCallingPlanModifyRequest": REFUSED,
    "UserOutgoingCallingPlanOriginatingModifyRequest": types.OutgoingCallingPlanOriginatingPermissionsModify(
        local="Disallow"
    ),
    "UserOutgoingCallingPlanRedirectingModifyRequest": types.OutgoingCallingPlanRedirectingPermissionsModify(
        local=False
    ),
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with company_on_its_platform(tmp_path_factory.mktemp("state")) as found:
        yield found


def unknown(live: Live) -> tuple[str, ...]:
    return PROVISIONING.image(live.connection.read(live.wanted), live.where, "NL").unknown


def test_a_group_that_refuses_everybody_from_outside_is_not_known(live: Live) -> None:
    live.put_back()
    assert unknown(live) == ()
    where = {"service_provider_id": "SP", "group_id": "zaak"}
    live.library.command("GroupIncomingCallingPlanModifyListRequest", **where, group_permissions=REFUSED)
    assert unknown(live) == ("company zaak",)


@pytest.mark.parametrize(
    ("told", "request_name"),
    [
        *((told, "UserIncomingCallingPlanModifyRequest") for told in OBJECTS),
        ("hunt group verkoop@zaak.example", "UserOutgoingCallingPlanRedirectingModifyRequest"),
        ("auto attendant menu@zaak.example", "UserOutgoingCallingPlanRedirectingModifyRequest"),
        ("auto attendant menu@zaak.example", "UserOutgoingCallingPlanOriginatingModifyRequest"),
    ],
)
def test_an_own_calling_plan_of_an_object_without_a_person_is_not_known(
    told: str, request_name: str, live: Live
) -> None:
    live.put_back()
    fields = {"user_id": OBJECTS[told], "user_permissions": PERMISSIONS[request_name]}
    live.library.command(request_name, **fields, use_custom_settings=False)
    assert unknown(live) == ()
    live.library.command(request_name, **fields, use_custom_settings=True)
    assert unknown(live) == (told,)


@pytest.mark.parametrize("told", OBJECTS)
def test_an_object_without_a_person_that_is_not_to_be_disturbed_is_not_known(told: str, live: Live) -> None:
    live.put_back()
    user = {"user_id": OBJECTS[told]}
    live.library.command("UserServiceAssignListRequest", **user, service_name=["Do Not Disturb"])
    assert unknown(live) == ()
    live.library.command("UserDoNotDisturbModifyRequest", **user, is_active=True)
    assert unknown(live) == (told,)


EVERYBODY = {
    "criteria_name": "Iedereen",
    "blacklisted": False,
    "from_dn_criteria": types.CriteriaFromDn(
        from_dn_criteria_selection="Any", include_anonymous_callers=True, include_unavailable_callers=True
    ),
}
UNPLANNED: list[tuple[str, str, dict[str, Any]]] = [
    ("Call Forwarding Selective", "UserCallForwardingSelectiveModifyRequest", {"is_active": True}),
    ("Remote Office", "UserRemoteOfficeModifyRequest", {"is_active": True}),
    ("Sequential Ring", "UserSequentialRingAddCriteriaRequest16", EVERYBODY),
    ("Selective Call Acceptance", "UserSelectiveCallAcceptanceAddCriteriaRequest16", EVERYBODY),
]


def assign(live: Live, user_id: str, service: str) -> None:
    """Give somebody a service that the group did not have."""
    every = types.UnboundedPositiveInt(unlimited=True)
    allowed = [types.UserServiceAuthorization(service_name=service, authorized_quantity=every)]
    where = {"service_provider_id": "SP", "group_id": "zaak"}
    live.library.command("GroupServiceModifyAuthorizationListRequest", **where, user_service_authorization=allowed)
    live.library.command("UserServiceAssignListRequest", user_id=user_id, service_name=[service])


@pytest.mark.parametrize("told", ["user anna@zaak.example", *OBJECTS])
@pytest.mark.parametrize(("service", "request_name", "fields"), UNPLANNED)
def test_a_service_that_no_plan_has_is_not_known_once_it_is_on(
    service: str, request_name: str, fields: dict[str, Any], told: str, live: Live
) -> None:
    live.put_back()
    user = {"user_id": told.rsplit(maxsplit=1)[-1]}
    assign(live, user["user_id"], service)
    assert unknown(live) == ()
    live.library.command(request_name, **user, **fields)
    assert unknown(live) == (told,)


def test_a_service_without_a_switch_is_not_known_from_the_day_that_it_is_assigned(live: Live) -> None:
    live.put_back()
    assign(live, "anna@zaak.example", "Direct Route")
    assert unknown(live) == ("user anna@zaak.example",)
