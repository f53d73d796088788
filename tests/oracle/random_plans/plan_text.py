"""Writing a plan as YAML: sections in blocks, one line for each object."""

import re
from typing import Any

PLAIN = re.compile(r"[A-Za-z0-9+][A-Za-z0-9_.:/+*@ -]*[A-Za-z0-9*]|[A-Za-z0-9]")


def plan_text(sections: dict[str, Any]) -> str:
    """The text of a plan with these sections; empty ones are left out."""
    lines = ["nummerplan: 1"]
    for name, section in sections.items():
        if not section or section == {"subscriptions": {}}:
            continue
        if isinstance(section, list):
            lines += [f"{name}:", *(f"  - {flow(item)}" for item in section)]
        else:
            lines += [f"{name}:", *(f"  {key}: {flow(value)}" for key, value in section.items())]
    return "\n".join(lines) + "\n"


def flow(value: object) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if PLAIN.fullmatch(text) and ": " not in text else f'"{text}"'
