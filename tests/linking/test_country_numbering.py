"""Numbers as people write and paste them, ranges of them, and patterns."""

import pytest

from nummerplan.compiler.linking.country_numbering import numbering

NL = numbering("NL")


@pytest.mark.parametrize(
    "text",
    [
        "088-7654007",
        "088 - 765 40 07",
        "tel:+31887654007",
        "TEL: 088-765 40 07",
        "+31 (0)88 765 40 07",
        "0031 (0)88 765 40 07",
        "(088) 765.40.07",
        "088\u2011765\u00a04007",  # pasted from a text
        "\u202a+31\u202f88\u2013765 40 07\u202c",  # pasted from a list of contacts
        "0\u200b887654007\ufeff",
    ],
)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert NL.e164(text) == "+31887654007"


@pytest.mark.parametrize(
    "text", ["tel:", "tel:anna", "sip:088-7654007", "088-7654007;ext=12", "088–\u00e9", "receptie"]
)
def test_what_says_more_than_a_number_is_none(text: str) -> None:
    assert NL.e164(text) is None


@pytest.mark.parametrize("sign", ["..", " .. ", " - ", " \u2013 ", " t/m ", "\u00a0t/m\u00a0"])
@pytest.mark.parametrize(("first", "last"), [("088-7654000", "088-7654019"), ("088 - 765 40 00", "tel:+31887654019")])
def test_two_whole_numbers_are_a_range(first: str, last: str, sign: str) -> None:
    assert NL.ends(first + sign + last) == ("+31887654000", "+31887654019")


@pytest.mark.parametrize("text", ["088 - 765 40 07", "088-7654007"])
def test_a_number_is_both_ends_of_itself(text: str) -> None:
    assert NL.ends(text) == ("+31887654007", "+31887654007")


@pytest.mark.parametrize("text", ["088-7654000 - 19", "088 t/m 089", "088-7654000..19", "anna t/m bram", ""])
def test_half_a_number_is_no_end_of_a_range(text: str) -> None:
    assert None in NL.ends(text)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("088-7654010..088-7654019", ["+31887654010", "+31887654015", "+31887654019"]),
        ("088-7654019 t/m 088-7654010", ["+31887654010", "+31887654015", "+31887654019"]),
        ("tel:+31 88 765 40 05", ["+31887654005"]),
        ("0900*", ["+319001234"]),
        ("+32*", ["+3225551200"]),
        ("0032*", ["+3225551200"]),
        ("+31 (0)8876540*", ["+31887654005", "+31887654010", "+31887654015", "+31887654019", "+31887654020"]),
        ("00*", ["+3225551200"]),
        ("+*", ["+3225551200"]),
        ("\u202a+32*", ["+3225551200"]),
        ("*", ["+31887654005", "+31887654010", "+31887654015", "+31887654019", "+31887654020", "+319001234"]),
        ("x*", []),
    ],
)
def test_what_a_list_of_numbers_covers(text: str, covered: list[str]) -> None:
    numbers = ["+31887654005", "+31887654010", "+31887654015", "+31887654019", "+31887654020", "+319001234"]
    assert [number for number in (*numbers, "+3225551200") if NL.covers(text, number)] == covered
