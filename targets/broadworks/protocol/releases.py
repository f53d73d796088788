"""Which release has which requests and fields."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from nummerplan.targets.broadworks.protocol import Field, Record, requests

RELEASES = ("R21", "R22", "R23", "R24", "R25")


def has(release: str, name: str) -> bool:
    """Whether a release has a request, or a field (`RECORD.field`, by its name in XML)."""
    return RELEASES.index(_since().get(name, RELEASES[0])) <= RELEASES.index(release)


@cache
def request_in(name: str, release: str) -> Record:
    """A request with the fields that a release has. Raises `KeyError` for a request that no release has."""
    return _trimmed(requests()[name], release)


def _trimmed(record: Record, release: str) -> Record:
    """A record and those within it, without fields of later releases."""
    kept = (field for field in record.fields if has(release, f"{record.name}.{field.xml}"))
    return record._replace(fields=tuple(_trimmed_field(field, release) for field in kept))


def _trimmed_field(field: Field, release: str) -> Field:
    return field._replace(type=_trimmed(field.type, release)) if isinstance(field.type, Record) else field


@cache
def _since() -> Mapping[str, str]:
    """The release in which a request or field came, of those that R21 has not."""
    written = tomllib.loads((files(__package__) / "releases.toml").read_text("utf-8"))
    return {name: release for part in written.values() for release, names in part.items() for name in names}
