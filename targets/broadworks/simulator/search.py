"""Search, size limit, paging and sorting of tables, as requests for lists ask for them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.refusal import own

TableRow = Mapping[str, Any]

_COLUMNS = {
    "searchCriteriaUserLastName": "Last Name",
    "searchCriteriaUserFirstName": "First Name",
    "searchCriteriaUserId": "User Id",
    "searchCriteriaExtension": "Extension",
    "searchCriteriaEmailAddress": "Email Address",
    "searchCriteriaForwardedToNumber": "Forwarding Address",
    "searchCriteriaDeviceName": "Device Name",
    "searchCriteriaDeviceMACAddress": "MAC Address",
    "searchCriteriaDeviceNetAddress": "Net Address",
    "searchCriteriaAccessDeviceVersion": "Version",
    "searchCriteriaAnnouncementFileName": "Name",
    "searchCriteriaGroupId": "Group Id",
    "searchCriteriaGroupName": "Group Name",
}
_NUMBERS = ("Phone Number", "Phone Numbers")
_EXACT = {
    "searchCriteriaExactDeviceType": ("Device Type", "deviceType"),
    "searchCriteriaExactDnActivation": ("Activated", "activated"),
    "searchCriteriaServiceStatus": ("Is Active", "isActive"),
}
_SORTS = {
    "sortByUserLastName": "Last Name",
    "sortByUserFirstName": "First Name",
    "sortByUserDepartment": "Department",
    "sortByDn": "Phone Number",
    "sortByExtension": "Extension",
    "sortByForwardedToNumber": "Forwarding Address",
    "sortByServiceStatus": "Is Active",
}

_MODES: dict[str, Callable[[str, str], bool]] = {
    "Starts With": str.startswith,
    "Contains": str.__contains__,
    "Equal To": str.__eq__,
}


def searched(call: Invocation, rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows that match every criterion; criteria on what this platform does not know are refused."""
    found = list(rows)
    for name, value in call.fields.items():
        if not name.startswith("searchCriteria"):
            continue
        if name in _EXACT:
            column, key = _EXACT[name]
            found = [row for row in found if row.get(column) == value[key]]
        elif name == "searchCriteriaDn":
            found = [row for row in found if all(_matches(_number(row), one) for one in value)]
        elif name in _COLUMNS:
            found = [row for row in found if all(_matches(str(row.get(_COLUMNS[name]) or ""), one) for one in value)]
        else:
            raise own(9003, f"this search is not known here: {name}")
    return found


def _number(row: TableRow) -> str:
    return "".join(str(row.get(column) or "") for column in _NUMBERS).replace("-", "")


def _matches(text: str, criterion: TableRow) -> bool:
    wanted = str(criterion["value"])
    if criterion.get("isCaseInsensitive", True):
        text, wanted = text.casefold(), wanted.casefold()
    return _MODES[criterion["mode"]](text, wanted.replace("-", "") if text.startswith("+") else wanted)


def limited(call: Invocation, rows: Sequence[TableRow]) -> Rows:
    """The rows, unless there are more than the client wants to see."""
    most = call.fields.get("responseSizeLimit")
    if most is not None and len(rows) > most:
        raise own(9004, f"the answer has {len(rows)} rows, more than the limit of {most}")
    return Rows(rows)


def paged(call: Invocation, rows: Sequence[TableRow]) -> Rows:
    """One page of the rows, in the order that is asked for."""
    name, order = next((name, order) for name, order in call.fields.items() if name in _SORTS)
    ordered = sorted(rows, key=lambda row: str(row.get("User Id") or ""))
    ordered.sort(
        key=lambda row: _sortable(row.get(_SORTS[name]), order["isCaseSensitive"]), reverse=not order["isAscending"]
    )
    control = call.fields["responsePagingControl"]
    start = control["responseStartIndex"] - 1
    return Rows(ordered[start : start + control["responsePageSize"]])


def _sortable(value: Any, sensitive: bool) -> str:
    text = "" if value is None else str(value)
    return text if sensitive else text.casefold()
