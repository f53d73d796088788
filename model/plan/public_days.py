"""The official days of a country or region, as a library kept by many hands knows them."""

from datetime import date
from functools import cache


@cache  # a run reads many plans of one country; nobody changes what comes out
def public_days(public: str, years: range) -> tuple[bool, dict[date, list[str]], frozenset[str]]:
    """Whether the library knows the country or region (`NL`, `DE-BY`), its official days with their names, in the
    country's language, and its optional names in small letters.
    """
    import holidays as library

    country, _, region = public.upper().partition("-")
    try:
        plain = library.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        return False, {}, frozenset()
    # Without a language the library gives the names in English, whatever the country.
    language = plain.default_language
    listed = library.country_holidays(country, subdiv=region or None, years=years, language=language)
    found = {day: listed.get_list(day) for day in listed}
    optional: frozenset[str] = frozenset()
    if "optional" in plain.supported_categories:
        others = library.country_holidays(
            country, subdiv=region or None, years=years, language=language, categories=("optional",)
        )
        optional = frozenset(name.casefold() for day in others for name in others.get_list(day))
    return True, found, optional
