"""How a setting of a plan is declared: its default, its meaning, and its label in the portal, once and for all uses.

The JSON Schema, the glossary and `nummerplan explain` are made from what stands here.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.source import Route


def setting(  # noqa: PLR0913 - each is a column of the glossary
    default: object,
    description: str,
    *,
    portal: str = "",
    values: Mapping[str, str] | None = None,
    manual: str = "",
    unit: str = "",
    alias: str | None = None,
    limit: Limit | None = None,
) -> Any:
    """Declare one key of the plan language.

    `portal` is the Dutch label in the portal (more than one: `Toets; Actie`), `values` the labels there of words that
    the key takes, `manual` the section, `unit` what a number counts. `default` is what an absent key means; `...` makes
    the key mandatory. `limit` bounds its length, its count or its number: a rule says so. Which field of a platform
    holds a setting, each target says.
    """
    extra = {"x-portal": portal, "x-portal-values": values, "x-manual": manual, "x-unit": unit}
    shown: Any = {name: text for name, text in extra.items() if text}
    # One shared value for all: nothing changes a plan, and a copy for each of 10,000 users would be felt.
    shared = isinstance(default, list | dict | BaseModel)
    given: Any = {"default_factory": lambda: default} if shared else {"default": default}
    field: Any = Field(**given, description=description, alias=alias, json_schema_extra=shown)
    if limit is not None:
        field.metadata.append(limit)
    return field


class Settings(BaseModel):
    """A mapping of the plan: unknown keys are errors, values never change."""

    # Only the whole plan is ever validated: building each part's own validator would double the start-up time.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, validate_by_name=True)

    named_by_form: ClassVar[Mapping[str, Any]] = {}
    """Settings whose keys are known by their form, as the days of a schedule; declared by `setting` too."""


FOR_DEPLOYMENTS = frozenset({"unmanaged", "renamed_from", "managed_by_user"})
"""Keys of objects that say something to a deployment, and that no platform holds."""


class Entity(Settings):
    """A mapping that has a name of its own: a user, a hunt group, a schedule."""

    section: ClassVar[str]
    # Declared as no field, since it is written before the mapping and not in it; the plan tells each object its own. It
    # is kept as a plain attribute, because a private one of pydantic takes twenty times as long to look up.
    key: ClassVar[str] = ""
    """Its name in the plan."""

    @property
    def route(self) -> Route:
        """Where it stands in the plan."""
        return (self.section, self.key)

    def at(self, *steps: str | int) -> Route:
        """Where a value of it stands: `user.at("devices", 0, "mac")`."""
        return (self.section, self.key, *steps)
