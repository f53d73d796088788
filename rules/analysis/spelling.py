"""Which of many names was probably meant. Never compares all with all: a plan has 10,000 names."""

from collections.abc import Iterable

_LONGEST = 60


class Speller:
    """Names, found by a text with one slip: a letter too many, missing, wrong, or two swapped."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {_plain(name): name for name in names}
        self._by_length: dict[int, list[str]] = {}
        for plain in self._names:
            self._by_length.setdefault(len(plain), []).append(plain)
        self._shortened_by_length: dict[int, dict[str, str]] = {}

    def nearest(self, text: str) -> str | None:
        """The name that was probably meant, or None: `suport1` is `support1`, but `support2` is not."""
        plain = _plain(text)
        if len(plain) < 2 or len(plain) > _LONGEST:
            return None
        found = (self._named(form) for form in (plain, *_shortened(plain)))
        return next((name for name in found if name is not None and _digits(name) == _digits(text)), None)

    def _named(self, form: str) -> str | None:
        """The name of this form, or the first one that has it when a letter is left out."""
        if form in self._names:
            return self._names[form]
        length = len(form) + 1
        if length not in self._shortened_by_length:  # most lengths are never asked for
            shortened = self._shortened_by_length[length] = {}
            for plain in self._by_length.get(length, ()):
                for shorter in _shortened(plain):
                    shortened.setdefault(shorter, self._names[plain])
        return self._shortened_by_length[length].get(form)


def _plain(text: str) -> str:
    if text.isalnum() and text.islower() and text.isascii():  # nearly all names
        return text[:_LONGEST]
    return "".join(character for character in text.casefold() if character.isalnum())[:_LONGEST]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _shortened(plain: str) -> tuple[str, ...]:
    """The text with each letter left out in turn; nothing for short texts, which would resemble all."""
    if len(plain) < 4:
        return ()
    return tuple(plain[:i] + plain[i + 1 :] for i in range(len(plain)))
