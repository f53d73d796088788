"""The plan that a BroadWorks company carries out, from the fields of its objects; it shares nothing with the target.

It knows of the platform what a person knows who has read its field names, and of the plan language the words. Whoever
has the fields (of the commands that were sent, of the answers that came back) gives them as `Held`.
"""

from nummerplan.model.plan.plan import Plan
from plan_of_fields.company import company, days, week
from plan_of_fields.destinations import Destinations, id_of, own_key
from plan_of_fields.fields import Fields, Held, key_of, one
from plan_of_fields.groups import group
from plan_of_fields.menus import menu
from plan_of_fields.people import box, user

BOXES = ("Mailbox", "Faxbox")
__all__ = ["Fields", "Held", "id_of", "one", "plan_of"]


def plan_of(held: Held) -> Plan:
    """The whole plan."""
    schedules = {
        kind: [f for f in held.all("schedule") if one(f, "scheduleType") == kind] for kind in ("Time", "Holiday")
    }
    boxes = [fields for fields in held.all("user") if one(fields, "firstName") in BOXES]
    people = [fields for fields in held.all("user") if fields not in boxes]
    groups, menus = held.all("hunt group"), held.all("auto attendant")
    of = Destinations(held, people, (*boxes, *groups, *menus))
    return Plan.model_validate(
        {
            "nummerplan": "1",
            "company": company(of),
            "schedules": {key_of(one(f, "scheduleName")): week(f) for f in schedules["Time"]},
            "holidays": {key_of(one(f, "scheduleName")): days(f) for f in schedules["Holiday"]},
            "users": {own_key(f): user(of, f) for f in people},
            "mailboxes": {own_key(f): box(of, f) for f in boxes},
            "hunt_groups": {own_key(f): group(of, f) for f in groups},
            "auto_attendants": {own_key(f): menu(of, f) for f in menus},
        }
    )
