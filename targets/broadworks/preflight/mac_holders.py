"""MAC addresses: no telephone of anybody else on the platform has one that a telephone is to get."""

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import NOT_ALLOWED, table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightContext

_EVERYWHERE = "SystemAccessDeviceGetAllRequest"


def check_mac_addresses(context: PreflightContext) -> ReadSteps[None]:
    """Ask the whole platform for each address that is given out; only logins of its operator may.

    What another telephone of the company has is moved, or was told by the plan's rules.
    """
    here = {(context.site.service_provider, context.site.group)}
    own = {found.settings.get("mac") for found in context.platform.of_kind("device")}
    gained = [
        (change.after, str(mac))
        for change in context.changes.changes
        if change.after is not None and change.identity.kind == "device" and (mac := change.after.settings.get("mac"))
        if mac not in own
    ]
    answers = yield [
        Query(
            _EVERYWHERE,
            {"search_criteria_device_mac_address": [{"mode": "Equal To", "value": mac, "is_case_insensitive": True}]},
            (NOT_ALLOWED,),
        )
        for _, mac in gained
    ]
    for (found, mac), answer in zip(gained, answers, strict=True):
        if not context.is_known(answer, say("telephones of other companies with the same MAC addresses")):
            continue
        headings = "Service Provider Id", "Group Id", "Device Name", "MAC Address"
        for row in table_rows(answer, "accessDeviceTable", *headings):
            where = row["Service Provider Id"], row["Group Id"]
            if row["MAC Address"].upper() == mac and where not in here:
                text = say(
                    "{mac} is the MAC address of telephone {name} in group {group} of {provider}; let the operator"
                    " free it, or correct it",
                    mac=mac,
                    name=row["Device Name"],
                    group=row["Group Id"] or "-",
                    provider=row["Service Provider Id"] or "-",
                )
                context.refuse(found.where("mac"), text)
