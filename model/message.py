"""A sentence for people, kept untranslated until it is shown."""

from dataclasses import dataclass, field
from typing import Protocol


class Translate(Protocol):
    """Turns an English template into the reader's language (gettext's shape)."""

    def __call__(self, template: str, /) -> str:
        """The template in the reader's language, or as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with named fields, and their values.

    The template is the gettext message id, so it is a literal wherever it is written; values are data and are
    never translated, except when they are messages themselves.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self, translate: Translate) -> str:
        """The sentence in the reader's language."""
        values = {k: v.text(translate) if isinstance(v, Message) else v for k, v in self.values.items()}
        return translate(self.template).format_map(values)

    def __str__(self) -> str:
        return self.text(lambda template: template)


def say(template: str, /, **values: object) -> Message:
    """Write a sentence: `say("extension {extension} is used twice", extension="201")`.

    The extraction of translatable texts looks for calls of this name.
    """
    return Message(template, values)
