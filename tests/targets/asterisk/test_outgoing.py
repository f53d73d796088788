"""What telephones may dial, whom the other side sees, and how the trunk and the accounts are told to Asterisk."""

import re
from collections.abc import Callable

import pytest
from asterisk_files import Configuration, Step

from nummerplan.compiler.linking.country_numbering import numbering
from nummerplan.model.errors import SettingError
from nummerplan.targets.asterisk.number_patterns import CountryPrefixes, between

Make = Callable[..., Configuration]

PLAN = """
company: {name: Zaak, main_number: 088-7654000, block_outgoing: [international, mobile, 0900, 0906], COMPANY}
numbers: [088-7654000..088-7654009]
users:
  anna:
    {first_name: Anna, last_name: Wit, extension: 201, number: 088-7654001,
     devices: [{model: generic-sip, sip_username: anna-sip, sip_password: !secret sip/anna}], ANNA}
  bert: {last_name: Bos, extension: 202, block_outgoing: [], devices: [{model: generic-sip}]}
"""


def plan(company: str = "", anna: str = "") -> str:
    return PLAN.replace(", COMPANY", f", {company}" if company else "").replace(", ANNA", f", {anna}" if anna else "")


def account(configuration: Configuration, name: str) -> dict[str, list[str]]:
    sections = configuration.sections("pjsip.conf")
    return next(values for header, values in sections if header == f"[{name}](telephone)")


def variables(configuration: Configuration, name: str) -> dict[str, str]:
    return dict(row.split("=", 1) for row in account(configuration, name)["set_var"])


NUMBERS = (
    "+31201234567", "+31612345678", "+31970123456789", "+31660123456", "+319001234", "+319061234", "+319091234",
    "+31880123456", "+318001234", "+3225551234", "+4915112345678", "112", "113", "14020", "1888",
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_barred_is_what_the_library_says(configured: Make, number: str) -> None:
    known = numbering("NL")
    steps = configured(plan()).dialplan.contexts["barred-0900.0906.international.mobile"]["s"]
    assert barred(steps, number) == (known.classify(number) in ("international", "mobile", "0900", "0906"))


def barred(steps: list[Step], number: str) -> bool:
    """Walk through the context as Asterisk does."""
    place, fits = 0, 0
    while True:
        step = steps[place]
        place += 1
        if step.application == "Return":
            return step.data == "1"
        if step.application == "Set":
            expression = re.fullmatch(r'LOCAL\(fits\)=\$\{REGEX\("(.+)" \$\{ARG1\}\)\}', step.data)
            assert expression
            fits = int(re.search(expression[1], number) is not None)
        elif step.application == "GotoIf":
            wanted, label = re.fullmatch(r"\$\[\$\{fits\} != (.)\]\?(\w+)", step.data).groups()  # type: ignore[union-attr]
            if fits != int(wanted):
                place = next(at for at, one in enumerate(steps) if one.label == label)


def test_a_user_with_a_list_of_his_own_has_his_own_bar(configured: Make) -> None:
    configuration = configured(plan())
    assert variables(configuration, "anna-sip")["NP_BARRED"] == "barred-0900.0906.international.mobile"
    assert variables(configuration, "bert-generic-sip")["NP_BARRED"] == ""


@pytest.mark.parametrize(
    ("company", "anna", "shows"),
    [
        ("", "", ("+31887654000", "Anna Wit", "0", "+31887654000")),
        ("caller_id: user", "", ("+31887654001", "Anna Wit", "0", "+31887654001")),
        ("show_company_name: true", "caller_id: own", ("+31887654001", "Zaak", "0", "+31887654001")),
        ("emergency_caller_id: user", "hide_caller_id: true", ("+31887654000", "Anna Wit", "1", "+31887654001")),
        (
            "emergency_caller_id: 088-7654009",
            "caller_id: 088-7654005",
            ("+31887654005", "Anna Wit", "0", "+31887654009"),
        ),
    ],
)
def test_the_other_side_sees_what_the_company_chose(
    configured: Make, company: str, anna: str, shows: tuple[str, str, str, str]
) -> None:
    found = variables(configured(plan(company, anna)), "anna-sip")
    assert (found["__NP_SHOWS"], found["__NP_SHOWS_NAME"], found["__NP_HIDES"], found["NP_EMERGENCY"]) == shows


def test_emergency_numbers_come_before_everything(configured: Make) -> None:
    dialplan = configured(plan()).dialplan
    assert dialplan.steps("from-telephones", "112") == ["Goto(emergency,${EXTEN},1)"]
    assert dialplan.steps("emergency", "_X!")[-2] == "Dial(PJSIP/${EXTEN}@trunk)"
    assert dialplan.steps("numbers", "+31887654001")[0] == "Set(NP_TO=user-anna)"
    assert dialplan.steps("numbers", "_+3188765400X") == ["Goto(end-not_in_use,s,1)"]
    assert dialplan.hints["201"] == "PJSIP/anna-sip"


@pytest.mark.parametrize(
    ("country", "patterns"),
    [
        ("NL", {"_+X!": "${EXTEN}", "_00Z!": "+${EXTEN:2}", "_0Z!": "+31${EXTEN:1}"}),
        ("ES", {"_+X!": "${EXTEN}", "_00Z!": "+${EXTEN:2}", "_XXXXXXX!": "+34${EXTEN}"}),
        ("US", {"_+X!": "${EXTEN}", "_011Z!": "+${EXTEN:3}", "_1Z!": "+1${EXTEN:1}", "_XXXXXXX!": "+1${EXTEN}"}),
    ],
)
def test_numbers_are_dialled_as_people_of_the_country_do(
    configured: Make, country: str, patterns: dict[str, str]
) -> None:
    assert dict(CountryPrefixes(country).normalising()) == patterns
    text = f"company: {{country: {country}}}\nusers:\n  a: {{extension: 201, devices: [{{model: generic-sip}}]}}\n"
    found = configured(text).dialplan.contexts["from-telephones"]
    for pattern, written in patterns.items():
        assert str(found[pattern][0]) == f"Goto(dialled,{written},1)"


def test_a_telephone_logs_in_with_its_own_account(configured: Make) -> None:
    configuration = configured(plan(), secrets={"NUMMERPLAN_SECRET_SIP_ANNA": "Zeer;Geheim=1"})
    text = configuration.text("pjsip.conf")
    assert "username = anna-sip\npassword = Zeer\\;Geheim=1\n" in text
    # Bert's telephone has no password, so nobody can log in as it: a mark would be known to everybody.
    bert = text[text.index("[bert-generic-sip](login)") :]
    assert "password = " not in bert
    assert bert.endswith("auth_type = md5\nmd5_cred = 00000000000000000000000000000000\n")
    assert ("users.bert.devices.0", "without sip_password this telephone cannot register") in configuration.losses
    assert next(one for one in configuration.rendering.artefacts if one.path == "pjsip.conf").secret


def test_two_accounts_of_one_name_are_two(configured: Make) -> None:
    text = "users:\n" + "".join(
        f"  {key}: {{extension: {number}, devices: [{{model: generic-sip, sip_username: lijn}}]}}\n"
        for key, number in (("a", 201), ("b", 202))
    )
    configuration = configured(text)
    assert configuration.dialplan.values == {
        "static": "yes", "writeprotect": "yes", "NP_PHONES_a": "PJSIP/lijn", "NP_PHONES_b": "PJSIP/b-1",
    }  # fmt: skip
    assert [route for route, _ in configuration.losses if route.endswith("sip_username")] == [
        "users.b.devices.0.sip_username"
    ]


def test_the_trunk_is_what_the_project_says(configured: Make) -> None:
    settings = {
        "trunk_host": "sip.carrier.example",
        "trunk_username": "31887654000",
        "trunk_password": "trunk",
        "port": "5070",
    }
    text = configured(plan(), settings=settings).text("pjsip.conf")
    assert "bind = 0.0.0.0:5070\n" in text
    assert "contact = sip:sip.carrier.example:5060\n" in text
    assert "match = sip.carrier.example\n" in text
    assert "password = {{secret trunk}}\n" in text
    # The carrier calls the account at this Asterisk by its name, not by pjsip's own `s`.
    assert "client_uri = sip:31887654000@sip.carrier.example:5060\ncontact_user = 31887654000\n" in text
    # Who calls himself `trunk` is not the trunk: only its addresses are.
    assert "[trunk]\ntype = endpoint\nidentify_by = ip\n" in text
    assert "[trunk]" not in configured(plan()).text("pjsip.conf")


def test_marks_in_the_place_of_secrets_let_nobody_in(configured: Make) -> None:
    assert "\npassword = " not in configured(plan()).text("pjsip.conf")


@pytest.mark.parametrize(
    "given", [{"bind": "0.0.0.0\n"}, {"port": "99999"}, {"mail_command": "/bin/sh -c 'id'"}, {"x": "y"}]
)
def test_a_setting_of_another_form_is_refused(configured: Make, given: dict[str, str]) -> None:
    with pytest.raises(SettingError):
        configured(plan(), settings=given)


def test_what_asterisk_has_no_place_for_is_a_loss(configured: Make) -> None:
    more = "mobile: {subscriptions: {mob: {number: 0612345678}}}\nportal_users: {beheer: {username: beheer}}\n"
    assert {route for route, _ in configured(plan("usage_alert_eur: 100") + more).losses} == {
        "mobile.subscriptions.mob", "portal_users.beheer", "company.usage_alert_eur", "users.bert.devices.0",
    }  # fmt: skip


@pytest.mark.parametrize(("first", "last"), [(0, 9), (5, 5), (8, 132), (100, 999), (99, 100), (0, 4711), (1999, 2001)])
def test_a_range_is_a_few_patterns_that_cover_it_once(first: int, last: int) -> None:
    patterns = [_expression(one) for one in between(f"{first:04d}", f"{last:04d}")]
    for number in range(5000):
        fitting = [one for one in patterns if re.fullmatch(one, f"{number:04d}")]
        assert len(fitting) == (first <= number <= last), number
    assert len(patterns) <= 8


def _expression(pattern: str) -> str:
    return pattern.removeprefix("_").replace("X", "[0-9]")
