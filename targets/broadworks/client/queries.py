"""Questions to the platform and their answers, as whoever reads a company asks them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol


class Query(NamedTuple):
    """A question to the platform: the request's name and fields (python field names of the newest release).

    `absent` are the codes of the refusals that say that there is no such thing (`4008`). Any other refusal is trouble.
    """

    request: str
    fields: Mapping[str, Any]
    absent: tuple[int, ...] = ()


class Answer(Protocol):
    """The platform's answer to a query. Names are those of the protocol: `forwardToPhoneNumber`, `User Id`."""

    @property
    def error(self) -> str | None:
        """The platform's refusal (`[Error 4410] ...`), or None."""

    @property
    def code(self) -> int | None:
        """The number of the refusal (4410), or None."""

    def text(self, name: str, /) -> str | None:
        """An element's text; None when it is absent or empty."""

    def flag(self, name: str, /) -> bool:
        """Whether an element is true."""

    def all(self, name: str, /) -> list[str]:
        """The texts of all elements of a name."""

    def first(self, name: str, /) -> "Answer | None":
        """A nested part."""

    def parts(self, name: str, /) -> "Sequence[Answer]":
        """All nested parts of a name."""

    def table(self, name: str, /) -> list[dict[str, str]]:
        """The rows of a table, by heading."""


Ask = Callable[[Sequence[Query]], Sequence[Answer]]
"""Puts queries to the platform and gives one answer each, in order; documents and rates are its own business."""
