"""Short numbers for services that people dial from a desk, beside the emergency numbers."""

_NETHERLANDS = frozenset(
    {
        "113",  # somebody to talk to, for who thinks of suicide
        "144",  # animals in need
        "1233",  # the voicemail of the network (manual 5.2.2)
        # Municipalities: 14 and their area code. One for each first digit of an area code.
        "14010",
        "14020",
        "14030",
        "14040",
        "14050",
        "14070",
    }
)


def service_numbers(country: str) -> frozenset[str]:
    """The service numbers of a country (two letters); none are known outside the Netherlands."""
    return _NETHERLANDS if country.upper() == "NL" else frozenset()
