"""Numbers and extensions: what the examples on the rules' pages do not show."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import AddEntry, Level, LocatedFinding


def findings(rule: str, text: str) -> list[LocatedFinding]:
    return [finding for finding in check_text(text.lstrip("\n")).findings if finding.rule == rule]


def messages(rule: str, text: str) -> list[str]:
    return [str(finding.message) for finding in findings(rule, text)]


def test_the_only_number_of_a_company_is_offered_as_its_main_number() -> None:
    (finding,) = findings("company-number-missing", "company: {name: X}\nnumbers: [088-7654000]\n")
    assert finding.fix is not None
    assert finding.fix.safe
    assert finding.fix.edits == (AddEntry(("company",), "main_number", "088-7654000"),)


def test_no_main_number_is_chosen_where_there_are_several() -> None:
    for numbers in ("[088-7654000, 088-7654002]", "[088-7654000..088-7654001]", "[]"):
        (finding,) = findings("company-number-missing", f"company: {{name: X}}\nnumbers: {numbers}\n")
        assert finding.fix is None


def test_one_cause_gives_one_finding_about_the_main_number() -> None:
    text = "company: {main_number: 088-7654001}\nnumbers: [088-7654000]\n"
    assert len(findings("company-number-not-assigned", text)) == 1
    assert findings("company-number-unheld", text) == []
    text = "company: {main_number: 0887}\nnumbers: [088-7654000]\n"
    assert len(findings("number-invalid", text)) == 1
    assert findings("company-number-not-assigned", text) == []
    assert findings("company-number-unheld", text) == []


def test_a_plan_that_does_not_list_its_numbers_is_not_compared_with_the_list() -> None:
    text = "company: {main_number: 088-7654000}\nusers: {a: {extension: 201, number: 088-7654000}}\n"
    assert findings("number-not-assigned", text) == []
    assert findings("company-number-not-assigned", text) == []


def test_a_range_whose_ends_are_swapped_is_one_finding_and_still_a_range() -> None:
    text = "numbers: [0854879619..0854879610]\nusers: {a: {extension: 201, number: 0854879615}}\n"
    assert messages("number-invalid", text) == ["0854879619..0854879610: a range begins with its lowest number"]
    assert findings("number-not-assigned", text) == []


def test_extra_numbers_count_as_held_and_as_used() -> None:
    text = """
numbers: [0854879610..0854879612]
users:
  a: {extra_numbers: [0854879610, 201]}
  b: {extension: 202, number: 0854879610}
"""
    assert messages("number-given-twice", text) == ["085 487 9610 is also a number of a"]
    assert messages("numbers-unused", text) == ["nobody has 085 487 9611 to 085 487 9612"]
    assert findings("number-and-extension-missing", text) == []


def test_a_number_that_is_only_shown_is_in_use() -> None:
    text = """
company: {main_number: 0854879610, emergency_caller_id: 0854879611}
numbers: [0854879610..0854879612]
users: {a: {extension: 201, caller_id: 0854879612}}
"""
    assert findings("numbers-unused", text) == []


def test_many_longer_extensions_are_one_finding() -> None:
    users = "".join(f"  u{i}: {{extension: 2{i:02d}}}\n" for i in range(100))
    text = f"users:\n  kort: {{extension: 21}}\n{users}"
    assert messages("extension-begins-another", text) == ["21 is the beginning of 10 other extensions, 210 for one"]


def test_the_same_service_number_is_free_in_another_country() -> None:
    users = "users: {a: {extension: 144}, b: {extension: 123}, c: {extension: 110}}\n"
    assert len(findings("extension-hides-service-number", users)) == 2
    german = findings("extension-hides-service-number", f"company: {{country: DE}}\n{users}")
    assert [str(finding.message) for finding in german] == [
        "with this extension nobody can dial the emergency number 110"
    ]


def zeros(country: str, *extensions: str) -> list[str]:
    """The extensions that are told to be the beginning of numbers outside."""
    users = ", ".join(f"u{place}: {{extension: '{text}'}}" for place, text in enumerate(extensions))
    text = f"company: {{country: {country}}}\nusers: {{{users}}}\n"
    found = findings("extension-begins-with-zero", text)
    assert all(finding.level is Level.ADVICE for finding in found)
    return [str(finding.message).split()[0] for finding in found]


def test_a_leading_zero_is_advice_and_only_where_a_number_of_the_country_begins_so() -> None:
    assert zeros("NL", "020", "0202", "00", "0031", "09") == ["020", "0202", "00", "0031", "09"]
    assert zeros("NL", "0999", "0998", "000", "0600") == []
    assert zeros("ES", "020", "0999", "0034") == ["0034"]
    assert zeros("US", "020", "001", "011") == ["011"]
    assert zeros("IT", "06", "0039") == ["06", "0039"]
    assert zeros("BE", "0477", "0999") == ["0477"]


EMERGENCY = {
    "NL": ("112",),
    "BE": ("100", "101", "112"),
    "FR": ("15", "17", "18", "112"),
    "NZ": ("111",),
    "AU": ("000", "112"),
    "DE": ("110", "112"),
    "GB": ("999", "112"),
    "US": ("911",),
}


@pytest.mark.parametrize("country", EMERGENCY)
def test_every_emergency_number_of_the_country_is_an_error_as_an_extension(country: str) -> None:
    numbers = EMERGENCY[country]
    users = ", ".join(f"u{number}: {{extension: '{number}'}}" for number in numbers)
    found = findings("extension-hides-service-number", f"company: {{country: {country}}}\nusers: {{{users}}}\n")
    errors = [finding for finding in found if finding.level is Level.ERROR]
    assert [str(finding.message).split()[-1] for finding in errors] == list(numbers)


@pytest.mark.parametrize("country", EMERGENCY)
def test_an_extension_that_begins_with_an_emergency_number_is_an_error(country: str) -> None:
    for number in EMERGENCY[country]:
        users = f"a: {{extension: '{number}1'}}, b: {{extension: '2{number}'}}"
        text = f"company: {{country: {country}}}\nusers: {{{users}}}\n"
        (finding,) = findings("emergency-number-shadowed", text)
        assert finding.level is Level.ERROR
        assert number in str(finding.message)


def test_another_countrys_emergency_number_is_an_extension_like_any_other() -> None:
    users = "users: {a: {extension: '100'}, b: {extension: '000'}, c: {extension: '1001'}, d: {extension: '18'}}\n"
    assert findings("emergency-number-shadowed", users) == []
    assert [f for f in findings("extension-hides-service-number", users) if f.level is Level.ERROR] == []


def test_a_blocking_rule_refuses_the_control_room_by_the_patterns_of_the_language() -> None:
    rule = "users: {{a: {{extension: 209, blocked_callers: {{rules: [{{numbers: ['{text}']}}]}}}}}}\n"
    for text in ("112", "1-1-2", "11*", "*"):
        assert len(findings("emergency-number-shadowed", rule.format(text=text))) == 1
    for text in ("00*", "+112*", "0112*", "1120"):
        assert findings("emergency-number-shadowed", rule.format(text=text)) == []


def test_a_main_number_that_could_not_be_read_is_not_called_missing() -> None:
    text = "company:\n  main_number: [088-7654000]\n"
    assert len(findings("wrong-type", text)) == 1
    assert findings("company-number-missing", text) == []


def test_what_could_not_be_read_as_a_plan_at_all_is_not_judged() -> None:
    assert findings("company-number-missing", "company: [\n") == []


def test_extensions_of_five_and_six_digits_are_extensions_everywhere() -> None:
    text = """
company: {main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna: {extension: 20100, number: 088-7654000, devices: [{model: yealink-t54w}], forwarding: {missed: "201001"}}
  bram: {extension: 201001, extra_numbers: [30000], devices: [{model: yealink-t54w}]}
"""
    assert findings("extension-malformed", text) == []
    assert findings("number-invalid", text) == []
    assert findings("destination-unknown", text) == []
    assert messages("extension-begins-another", text) == ["20100 is the beginning of extension 201001"]
    assert len(messages("extension-longer-than-portal", text)) == 3
    assert (
        findings(
            "extension-longer-than-portal",
            text.replace("201001", "2011").replace("20100", "2010").replace("30000", "300"),
        )
        == []
    )


def test_what_a_country_has_as_a_number_is_no_extra_extension() -> None:
    """In Andorra numbers have six digits, and no 0 before them."""
    text = "company: {country: AD, main_number: 712345}\nusers: {a: {extension: 201, extra_numbers: [712346]}}\n"
    assert findings("extension-longer-than-portal", text) == []
    assert findings("number-invalid", text) == []


def test_a_range_of_extra_numbers_is_held_number_by_number() -> None:
    text = """
numbers: [0854879610..0854879619]
users:
  a: {extension: 201, extra_numbers: [0854879610..0854879614, 301]}
  b: {extension: 202, number: 0854879614}
"""
    assert findings("number-invalid", text) == []
    assert messages("number-given-twice", text) == ["085 487 9614 is also a number of a"]
    assert messages("numbers-unused", text) == ["nobody has 085 487 9615 to 085 487 9619"]
    wrong = text.replace("0854879610..0854879614, 301", "0854879614..0854879610, 112..115")
    assert messages("number-invalid", wrong) == [
        "0854879614..0854879610: a range begins with its lowest number",
        "112..115 is not a phone number in NL",
    ]


@pytest.mark.parametrize(
    ("shortened", "whole"),
    [
        ("0113-212300 t/m 309", "0113-212300..0113-212309"),
        ("0113-212300..09", "0113-212300..0113-212309"),
        ("0113-212310t/m0113-212319", "0113-212310..0113-212319"),
        ("0113-212320 tot en met 0113-212329", "0113-212320..0113-212329"),
        ("+31 113 21 23 30 t/m 39", "+31 113 21 23 30..+31 113 21 23 39"),
        ("0113-21230", None),
        ("0113-212309 t/m 300", None),
    ],
)
def test_a_range_as_people_shorten_it_is_written_whole_by_the_help(shortened: str, whole: str | None) -> None:
    (finding,) = findings("number-invalid", f"numbers: ['{shortened}']\n")
    assert (str(finding.help) if finding.help else None) == (whole and f"write both ends whole: {whole}")
