"""From the English of the source to the reader's language (gettext)."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nummerplan.model.message import Translate

DOMAIN = "nummerplan"
ENGLISH = "en"
LOCALES = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib would be a fifth of `--version`


def languages() -> tuple[str, ...]:
    """English, and one for each compiled catalogue."""
    found = (name for name in os.listdir(LOCALES) if os.path.exists(_catalogue(name)))  # noqa: PTH110, PTH208 - as above
    return (ENGLISH, *sorted(found))


def _catalogue(language: str) -> str:
    return f"{LOCALES}/{language}/LC_MESSAGES/{DOMAIN}.mo"


def preferred_language(environment: Mapping[str, str]) -> str:
    """The language that the locale asks for, as gettext understands it; English where there is no catalogue.

    LC_ALL, LC_MESSAGES and LANG count in this order; LANGUAGE, a list, goes first unless they say C.
    """
    named = [environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    locale = next(filter(None, named), "C")
    if _language(locale) in ("c", "posix"):
        return ENGLISH
    wanted, known = [*environment.get("LANGUAGE", "").split(":"), locale], languages()
    return next((language for name in wanted if (language := _language(name)) in known), ENGLISH)


def _language(locale: str) -> str:
    """`nl` of `nl_NL.UTF-8@euro`."""
    return locale.replace(".", "_").replace("@", "_").replace("-", "_").split("_")[0].lower()


def translator(language: str) -> "Translate":
    """Turns templates into one of `languages`. English costs nothing: gettext is not even asked."""
    if language == ENGLISH:
        return str
    from gettext import translation

    return translation(DOMAIN, LOCALES, languages=[language]).gettext
