"""What a password or PIN lacks."""

import pytest

from nummerplan.rules.analysis.password import (
    is_easy_pin,
    missing_from_device_password,
    missing_from_pin,
    wrong_for_telephone,
)


@pytest.mark.parametrize(
    ("password", "lacking"),
    [
        ("Geh3im!", []),
        ("Gh3!", ["at least 6 characters"]),
        ("geh3im!", ["a capital letter"]),
        ("GEH3IM!", ["a small letter"]),
        ("Geheim!", ["a digit"]),
        ("Geh3imen", ["a special character"]),
        ("", ["at least 6 characters", "a capital letter", "a small letter", "a digit", "a special character"]),
    ],
)
def test_a_device_password_has_four_kinds_of_characters(password: str, lacking: list[str]) -> None:
    assert [str(part) for part in missing_from_device_password(password)] == lacking


@pytest.mark.parametrize(
    ("password", "wrong"),
    [("Geh3im-x!", ""), ("a:b@c:", ":@"), ("wachtwoord één", " é"), ("x\ny", "\n"), ("100%&", "%&")],
)
def test_characters_that_phones_read_as_something_else_are_named(password: str, wrong: str) -> None:
    assert wrong_for_telephone(password) == wrong


@pytest.mark.parametrize("pin", ["1379", "20913", "13791379"])
def test_four_to_eight_digits_are_a_pin(pin: str) -> None:
    assert missing_from_pin(pin) is None
    assert not is_easy_pin(pin)


@pytest.mark.parametrize("pin", ["", "137", "137913791", "13x9", "१३७९"])
def test_anything_else_is_none(pin: str) -> None:
    assert missing_from_pin(pin) is not None


@pytest.mark.parametrize("pin", ["1234", "0000", "8765", "99999999"])
def test_rows_of_digits_are_easy(pin: str) -> None:
    assert is_easy_pin(pin)
