"""Reading a plan's YAML: every scalar stays the text that was written."""

from typing import Any

from ruamel.yaml import YAML

Mapping = dict[str, Any]


def read_mapping(text: str) -> Mapping:
    """The whole document as plain dictionaries, lists and texts; merge keys are worked in."""
    loader = YAML(typ="base", pure=True)
    loader.allow_duplicate_keys = True
    document = _merged(loader.load(text))
    return document if isinstance(document, dict) else {}


def _merged(value: object) -> object:
    """The same value with each merge key replaced by what it brings in."""
    if isinstance(value, list):
        return [_merged(item) for item in value]
    if not isinstance(value, dict):
        return value
    brought: Mapping = {}
    own: Mapping = {}
    for key, item in value.items():
        if key == "<<":
            for source in item if isinstance(item, list) else [item]:
                for name, inner in mapping(_merged(source)).items():
                    brought.setdefault(name, inner)
        else:
            own[str(key)] = _merged(item)
    return {**brought, **own}


def mapping(value: object) -> Mapping:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def texts(value: object) -> list[str]:
    """A list of texts, of which one alone may stand without the list."""
    if value is None or value == "":
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def switch(value: object, default: bool) -> bool:
    """A setting that is `true` or `false`."""
    return default if value is None else str(value).lower() == "true"


def seconds(value: object, default: int) -> int:
    """A duration such as `90s`, `2m` or `1m30s` in seconds."""
    if value is None:
        return default
    minutes, _, rest = str(value).rpartition("m")
    return int(minutes or 0) * 60 + int(rest.rstrip("s") or 0)


def filled(defaults: Mapping, own: Mapping) -> Mapping:
    """What the defaults fill in an object: mapping by mapping, lists replace, and no section is created."""
    result = dict(own)
    for key, value in defaults.items():
        if key not in own:
            if not isinstance(value, dict):
                result[key] = value
        elif isinstance(value, dict) and isinstance(own[key], dict):
            result[key] = filled(value, own[key])
    return result
