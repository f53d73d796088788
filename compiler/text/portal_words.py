"""Words of the portal that are no label of one setting: headings over several, and what no plan sets."""

import tomllib
from functools import cache
from pathlib import Path

ABOUT_THE_ROUTER = "6.6.3"
"""What this section names is set in the router: the manual speaks of it, and the portal does not show it."""


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def headings() -> dict[str, list[str]]:
    """Paths of settings, or names of rules, by the heading that they stand under in the portal."""
    return _tables()["headings"]


def only_in_portal() -> dict[str, tuple[str, str]]:
    """The manual's section and its title, by each word that only the portal shows."""
    rows = ((section.split(" ", 1), words) for section, words in _tables()["only_in_portal"].items())
    return {word: (section, title) for (section, title), words in rows for word in words}
