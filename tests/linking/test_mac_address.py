"""What a MAC address says, and whether the table of vendors agrees with the IEEE's."""

import asyncio

import aiooui
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.model.plan.fields.mac_address import is_blank, is_group, is_local, normalise_mac, shown
from nummerplan.rules.analysis.mac_vendor import is_doubtful, owner
from nummerplan.targets import phone_catalogue

CATALOGUE = phone_catalogue()
VENDORS = CATALOGUE.vendors
UNREGISTERED = frozenset({"00acdc", "00a859"})
"""Prefixes that phones carry although the IEEE lists nobody for them."""

# What the IEEE's register calls the vendors, where it is not the name on the phone.
REGISTERED_AS = {
    "Poly": ("poly", "plantronics"),
    "Gigaset": ("gigaset", "snom"),
    "Mitel": ("mitel", "aastra"),
    "Aastra": ("mitel", "aastra"),
}


@pytest.fixture(scope="module")
def register() -> None:
    asyncio.run(aiooui.async_load())


@pytest.mark.parametrize("text", ["80:5E:C0:12:34:56", "80-5e-c0-12-34-56", "805e.c012.3456", "805EC0123456"])
def test_all_usual_spellings_are_one_address(text: str) -> None:
    assert normalise_mac(text) == "805ec0123456"


@pytest.mark.parametrize(
    "text", ["", "80:5E:C0:12:34", "80:5E:C0:12:34:56:78", "80:5E:CO:12:34:56", "８0:5E:C0:12:34:56"]
)
def test_anything_else_is_no_address(text: str) -> None:
    assert normalise_mac(text) is None


@given(st.binary(min_size=6, max_size=6))
def test_what_is_shown_is_read_back(address: bytes) -> None:
    assert normalise_mac(shown(address.hex())) == address.hex()


@given(st.text(max_size=30))
def test_no_text_makes_it_raise(text: str) -> None:
    digits = normalise_mac(text)
    assert digits is None or (len(digits) == 12 and set(digits) <= set("0123456789abcdef"))


@pytest.mark.parametrize(
    ("digits", "kinds"),
    [
        ("805ec0123456", (False, False, False)),
        ("000000000000", (True, False, False)),
        ("ffffffffffff", (True, True, True)),
        ("01005e123456", (False, True, False)),
        ("025ec0123456", (False, False, True)),
    ],
)
def test_blank_group_and_made_up_addresses_are_known(digits: str, kinds: tuple[bool, bool, bool]) -> None:
    assert (is_blank(digits), is_group(digits), is_local(digits)) == kinds


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("vendor", VENDORS)
def test_every_listed_prefix_is_registered_to_its_vendor(vendor: str) -> None:
    names = REGISTERED_AS.get(vendor, (vendor.lower(),))
    for prefix in (VENDORS[vendor].prefixes | VENDORS[vendor].prefixes_of_others) - UNREGISTERED:
        registered = aiooui.get_vendor(shown(prefix + "000000"))
        assert registered is not None, f"{prefix} of {vendor} is registered to nobody"
        assert any(name in registered.lower() for name in names), f"{prefix} of {vendor} is {registered}'s"


@pytest.mark.usefixtures("register")
def test_the_documented_exceptions_are_still_exceptions() -> None:
    assert {prefix for prefix in UNREGISTERED if aiooui.get_vendor(shown(prefix + "000000"))} == set()


def test_every_vendor_of_the_catalogue_has_a_row() -> None:
    assert {model.vendor for model in CATALOGUE.models.values() if model.vendor} == set(VENDORS)


def test_a_phone_of_gigaset_may_carry_a_prefix_of_snom_but_not_the_other_way_round() -> None:
    assert not is_doubtful(CATALOGUE, "000413123456", "Gigaset")
    assert is_doubtful(CATALOGUE, "7c2f80123456", "Snom")
    assert owner(CATALOGUE, "000413123456") == "Snom"


def test_a_vendor_with_many_blocks_is_only_doubted_for_an_address_of_somebody_else() -> None:
    assert not is_doubtful(CATALOGUE, "f4ea67123456", "Cisco")
    assert is_doubtful(CATALOGUE, "805ec0123456", "Cisco")
    assert is_doubtful(CATALOGUE, "f4ea67123456", "Yealink")
    assert not is_doubtful(CATALOGUE, "805ec0123456", "a vendor that nobody knows")
