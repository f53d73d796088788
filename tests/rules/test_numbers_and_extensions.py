"""Numbers and extensions: what the examples on the rules' pages do not show."""

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import AddEntry, LocatedFinding


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


def test_a_leading_zero_begins_no_number_where_numbers_have_none() -> None:
    users = "users: {{a: {{extension: '020', number: {number}}}}}\n"
    assert len(findings("extension-begins-with-zero", users.format(number="020-7654321"))) == 1
    spanish = "company: {country: ES}\n" + users.format(number="912345678")
    assert findings("extension-begins-with-zero", spanish) == []


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
