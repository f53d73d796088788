"""Languages as the platform calls them."""

_NAMES = {"nl": "Dutch", "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"}
_CODES = {name: code for code, name in _NAMES.items()}


def language_name(code: str) -> str | None:
    """The platform's name of a language of two letters; None when it is not known."""
    return _NAMES.get(code)


def language_code(name: str | None) -> str | None:
    """A language of the platform as a plan writes it; a name that is not known stays as it is."""
    return _CODES.get(name, name) if name is not None else None
