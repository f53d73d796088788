"""Emergency numbers, paid short numbers and access numbers: none of them is a place for the company's callers."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level, LocatedFinding

DESK = "devices: [{model: yealink-t54w}]"
PLACES = {
    "forward": "users: {{a: {{extension: 201, number: {main}, {desk}, forwarding: {{missed: '{to}'}}}}}}",
    "every call": "users: {{a: {{extension: 201, number: {main}, {desk}, forwarding: {{always: '{to}'}}}}}}",
    "rings along": "users: {{a: {{extension: 201, number: {main}, {desk}, simultaneous_ring: {{numbers: ['{to}']}}}}}}",
    "after the voicemail": "users: {{a: {{extension: 201, number: {main}, {desk}, "
    "voicemail: {{email: a@b.example, record: false, then: {{transfer: '{to}'}}}}}}}}",
    "own night": "users: {{a: {{extension: 201, number: {main}, {desk}, night_forwarding: {{mode: on, to: '{to}'}}}}}}",
    "overflow": "hunt_groups: {{g: {{number: {main}, members: [a], overflow: {{after: 20s, to: '{to}'}}}}}}\n"
    "users: {{a: {{extension: 201, {desk}}}}}",
    "when busy": "hunt_groups: {{g: {{number: {main}, members: [a], when_busy: '{to}'}}}}\n"
    "users: {{a: {{extension: 201, {desk}}}}}",
    "no internet": "hunt_groups: {{g: {{number: {main}, members: [a], not_reachable: '{to}'}}}}\n"
    "users: {{a: {{extension: 201, {desk}}}}}",
    "key": "auto_attendants: {{m: {{number: {main}, business_hours_menu: {{keys: {{1: '{to}'}}}}}}}}",
    "reception key": "auto_attendants: {{m: {{number: {main}, "
    "business_hours_menu: {{keys: {{1: {{operator: '{to}'}}}}}}}}}}",
    "mailbox": "mailboxes: {{b: {{number: {main}, record: false, then: {{transfer: '{to}'}}}}}}",
    "own mobile": "users: {{a: {{extension: 201, number: {main}, {desk}, forwarding: {{missed: v}}}}}}\n"
    "mobile: {{subscriptions: {{v: {{number: '{mobile}', forwarding: {{no_answer: '{to}'}}}}}}}}",
}
MAIN = {"NL": "0854879610", "BE": "022111111", "FR": "0142685300", "AU": "0293744000"}
MOBILE = {"NL": "0612345678", "BE": "0470123456", "FR": "0612345678", "AU": "0412345678"}


def plan(place: str, to: str, country: str = "NL") -> str:
    """A plan in which calls are sent to a number, from such a place."""
    main, mobile = MAIN[country], MOBILE[country]
    head = f"nummerplan: 1\ncompany: {{country: {country}, main_number: {main}}}\nnumbers: [{main}]\n"
    return head + PLACES[place].format(to=to, main=main, mobile=mobile, desk=DESK) + "\n"


def found(text: str, rule: str) -> list[LocatedFinding]:
    """The findings of a rule."""
    return [finding for finding in check_text(text).findings if finding.rule == rule]


@pytest.mark.parametrize("place", PLACES)
def test_an_emergency_number_is_a_destination_nowhere(place: str) -> None:
    (finding,) = found(plan(place, "112"), "emergency-destination")
    assert finding.level is Level.ERROR
    assert finding.span.text.strip("'") == "112"
    assert finding.witness is not None


@pytest.mark.parametrize(("country", "number"), [("BE", "100"), ("FR", "15"), ("AU", "000"), ("NL", "1-1-2")])
def test_it_is_the_emergency_number_of_the_companys_country(country: str, number: str) -> None:
    assert len(found(plan("forward", number, country), "emergency-destination")) == 1
    if country != "NL":
        assert not found(plan("forward", number), "emergency-destination")


def test_the_caller_hears_that_it_is_not_in_use_and_his_own_number_is_shown() -> None:
    (finding,) = found(plan("every call", "112"), "emergency-destination")
    assert finding.witness is not None
    assert finding.witness.end.key == "not_in_use"
    assert finding.witness.call.caller.external


def test_an_own_extension_of_these_digits_is_the_object_that_has_it() -> None:
    text = plan("forward", "112") + "mailboxes: {box: {extension: 112, email: a@b.example}}\n"
    assert not found(text, "emergency-destination")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("number", "words"), [("1888", "is a paid number"), ("1233", "answers only who dials it")])
def test_a_paid_or_an_access_number_is_a_warning_everywhere(place: str, number: str, words: str) -> None:
    (finding,) = found(plan(place, number), "service-number-destination")
    assert finding.level is Level.WARNING
    assert words in str(finding.message)


def test_what_is_paid_in_another_country_the_library_says() -> None:
    assert found(plan("forward", "3615", "FR"), "service-number-destination")
    assert not found(plan("forward", "1888", "BE"), "service-number-destination")


@pytest.mark.parametrize("number", ["14020", "113", "144", "116117", "0201234567", "0900-8844"])
def test_other_short_numbers_and_whole_numbers_are_destinations_like_any_other(number: str) -> None:
    for rule in ("service-number-destination", "emergency-destination"):
        assert not found(plan("forward", number), rule)
