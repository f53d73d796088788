"""Which of many names was probably meant. Never compares all with all: a plan has 10,000 names."""

from collections.abc import Iterable

_LONGEST = 60


class Speller:
    """Names, found by a text with one slip: a letter too many, missing, wrong, or two swapped."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {_plain(name): name for name in names}
        for name in list(self._names.values()):
            for form in _shortened(_plain(name)):
                self._names.setdefault(form, name)

    def nearest(self, text: str) -> str | None:
        """The name that was probably meant, or None: `suport1` is `support1`, but `support2` is not."""
        plain = _plain(text)
        if len(plain) < 2 or len(plain) > _LONGEST:
            return None
        found = (self._names[form] for form in (plain, *_shortened(plain)) if form in self._names)
        return next((name for name in found if _digits(name) == _digits(text)), None)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())[:_LONGEST]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _shortened(plain: str) -> tuple[str, ...]:
    """The text with each letter left out in turn; nothing for short texts, which would resemble all."""
    if len(plain) < 4:
        return ()
    return tuple(plain[:i] + plain[i + 1 :] for i in range(len(plain)))
