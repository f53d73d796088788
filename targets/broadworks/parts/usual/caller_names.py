"""The names that those who are called see, where somebody made them others than the names of the platform's own lists.

Plans have one name for both; a setting of this kind is None where they are one, and else what callers see.
"""

from typing import Any

from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import SettingValues

CALLER_NAME = "caller_name"


def read_caller_name(answer: Answer) -> Value:
    """First and last name as callers see them, if they differ from those of the user."""
    seen = (answer.text("callingLineIdFirstName") or "", answer.text("callingLineIdLastName") or "")
    own = (answer.text("firstName") or "", answer.text("lastName") or "")
    return None if seen == own else seen


def caller_name_fields(settings: SettingValues, first: Value, last: Value) -> dict[str, Any]:
    """The two fields: as the names are, or as an earlier state had them."""
    seen = settings.get(CALLER_NAME)
    first, last = seen if isinstance(seen, tuple) else (first, last)
    return {"calling_line_id_first_name": first, "calling_line_id_last_name": last}
