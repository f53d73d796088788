"""What may stand in a field of a command besides texts, numbers and switches: nothing, a secret, a recording."""

import re
from dataclasses import dataclass
from typing import Final


class Nil:
    """Clears a setting on the platform (`xsi:nil`); a field that is left out stays as it is."""

    _only: "Nil | None" = None

    def __new__(cls) -> "Nil":
        """There is one."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "NIL"

    def __reduce__(self) -> str:
        return "NIL"


NIL: Final = Nil()


@dataclass(frozen=True, slots=True)
class SecretReference:
    """Stands for a secret, by its name in the plan; only what writes the command asks for its text."""

    name: str

    def __str__(self) -> str:
        return f"{{{{secret {self.name}}}}}"


@dataclass(frozen=True, slots=True)
class AudioReference:
    """Stands where the content of an audio file of the plan's folder belongs."""

    path: str

    def __str__(self) -> str:
        return f"{{{{audio {self.path}}}}}"


_REFERENCE = re.compile(r"\{\{(secret|audio) (.*)\}\}", re.DOTALL)


def reference(text: str) -> SecretReference | AudioReference:
    """The reference that `TenantObject.secrets` holds as text. Raises `ValueError` for any other text."""
    found = _REFERENCE.fullmatch(text)
    if not found:
        raise ValueError("this is no reference")
    return SecretReference(found[2]) if found[1] == "secret" else AudioReference(found[2])
