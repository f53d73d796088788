"""A company that people clicked together: its import is a plan whose first deployment changes nothing, and says why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from broadworks.deploying.test_not_known import NOTICED, OTHERS
from broadworks_ocip import types
from broadworks_simulator import ADMINISTRATOR
from by_hand.strange_company import Live, company_on_its_platform
from deploying import PROJECT, Office
from markdown_it import MarkdownIt

IMPORT = ("import", "--platform", "hosted", "--service-provider", "SP", "--group", "zaak")
GROUP = {"service_provider_id": "SP", "group_id": "zaak"}
ANNA = {"user_id": "anna@zaak.example"}
BY_HAND: dict[str, tuple[str, dict[str, Any]]] = {
    "a user who lives elsewhere": ("UserModifyRequest22", {**ANNA, "time_zone": "Europe/London"}),
    "a user who speaks another language": ("UserModifyRequest22", {**ANNA, "language": "English"}),
    "a holiday that comes every year": (
        "GroupScheduleAddEventRequest",
        {
            **GROUP,
            "schedule_key": types.ScheduleKey(schedule_name="kerst", schedule_type="Holiday"),
            "event_name": "Oudjaar",
            "start_date": "2026-12-31",
            "all_day_event": True,
            "end_date": "2026-12-31",
            "recurrence": types.Recurrence(
                recur_yearly_by_day={"recur_interval": 1, "day_of_month": 31, "month": "December"},
                recur_for_ever=True,
            ),
        },
    ),
    "a voicemail that mails somebody else too": (
        "UserVoiceMessagingUserModifyVoiceManagementRequest23",
        {**ANNA, "send_voice_message_notify_email": True, "voice_message_notify_email_address": "b@c.example"},
    ),
    "a forward to a SIP address": (
        "UserCallForwardingBusyModifyRequest",
        {**ANNA, "is_active": True, "forward_to_phone_number": "anna@elders.example"},
    ),
    "a forward to a feature code": (
        "UserCallForwardingNotReachableModifyRequest",
        {**ANNA, "is_active": True, "forward_to_phone_number": "*77202"},
    ),
    "night hours of the enterprise": (
        "GroupGroupNightForwardingModifyRequest",
        {**GROUP, "business_hours": types.TimeSchedule(type="Service Provider", name="Concern")},
    ),
    "hours of a menu that are the enterprise's": (
        "GroupAutoAttendantModifyInstanceRequest20",
        {
            "service_user_id": "menu@zaak.example",
            "business_hours": types.TimeSchedule(type="Service Provider", name="Concern"),
        },
    ),
}
"""What the tests of what is not known do not have yet."""
EVERY_SECOND_WEEK = "hours of every second week"
NO_PLAN_CAN_SAY = [name for name in (*NOTICED, *OTHERS, *BY_HAND) if name != EVERY_SECOND_WEEK]


@dataclass
class Clicked(Office):
    """A company of the strange platform; its administrator has another password."""

    def _secret(self, name: str) -> str:
        return ADMINISTRATOR.password if name == "platforms/hosted" else super()._secret(name)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with company_on_its_platform(tmp_path_factory.mktemp("state")) as found:
        yield found


@pytest.fixture
def clicked(live: Live, tmp_path: Path) -> Clicked:
    live.put_back()
    for kind in ("Time", "Holiday"):
        hours = {"service_provider_id": "SP", "schedule_name": "Concern", "schedule_type": kind}
        live.library.command("ServiceProviderScheduleAddRequest", **hours)
    folder = tmp_path / "plannen"
    folder.mkdir()
    settings = PROJECT.format(address=live.served.addresses[0], more="").replace("beheerder", ADMINISTRATOR.user_id)
    (folder / "nummerplan.toml").write_text(settings, "utf-8")
    return Clicked(folder, live.served)


def set_by_hand(live: Live, name: str) -> None:
    if name in BY_HAND:
        request, fields = BY_HAND[name]
        live.library.command(request, **fields)
    else:
        (NOTICED | OTHERS)[name].send(live)


def adopted(company: Clicked) -> str:
    """Import the company; its plan is one that changes nothing. Gives the report."""
    done = company.run(*IMPORT, "--out", "zaak")
    assert done.code in (0, 1), done.text
    planned = company.ok("plan", "zaak")
    assert "no changes" in planned.out, planned.text + (company.folder / "zaak" / "plan.yaml").read_text("utf-8")
    return (company.folder / "zaak" / "import-report.md").read_text("utf-8")


def counts(report: str) -> list[int]:
    """The five figures of the table, by a parser that is not ours."""
    inlines = [token.content for token in MarkdownIt().enable("table").parse(report) if token.type == "inline"]
    return [int(text) for text in inlines if re.fullmatch(r"\d+", text)]


def test_what_a_plan_says_whole_has_nothing_else_in_its_report(clicked: Clicked) -> None:
    report = adopted(clicked)
    mapped, otherwise, left, unread, together = counts(report)
    assert mapped + otherwise + left + unread == together
    # Nobody can read a recording: what has one keeps it.
    assert (otherwise, left, unread) == (0, 4, 0)
    assert report.count("audio/ander.wav") == report.count("audio/post.wav") == 2


def test_all_that_no_plan_can_say_at_once_is_left_and_named(live: Live, clicked: Clicked) -> None:
    before = clicked_alone(clicked)
    for name in NO_PLAN_CAN_SAY:
        set_by_hand(live, name)
    report = adopted(clicked)
    mapped, otherwise, left, unread, together = counts(report)
    assert mapped + otherwise + left + unread == together
    assert otherwise + left > before
    for told in ("group_busy is true", "time_zone is Europe/London", "sent_on is 0612345678"):
        assert told.replace("_", "&#95;") in report, told
    plan = yaml.safe_load((clicked.folder / "zaak" / "plan.yaml").read_text("utf-8").replace("!secret ", ""))
    assert plan["users"]["anna"]["unmanaged"] == [
        "block_outgoing",
        "blocked_callers",
        "forwarding",
        "simultaneous_ring",
    ]
    # What is deployed later leaves all of it as it is.
    held = clicked_objects(live)
    text = (clicked.folder / "zaak" / "plan.yaml").read_text("utf-8")
    (clicked.folder / "zaak" / "plan.yaml").write_text(text.replace("last_name: Wit", "last_name: Zwart"), "utf-8")
    clicked.ok("deploy", "zaak", "--yes", "--force")
    after = clicked_objects(live)
    assert after.keys() == held.keys()
    changed = {
        (name, setting) for name in held for setting in held[name] if held[name][setting] != after[name][setting]
    }
    assert {setting for _, setting in changed} <= {"last_name", "caller_name", "spelled_name"}
    assert {name for name, _ in changed} <= {"user anna@zaak.example"}


def clicked_alone(company: Clicked) -> int:
    """How much of the company as it was no plan says."""
    company.run(*IMPORT, "--out", "eerst")
    report = (company.folder / "eerst" / "import-report.md").read_text("utf-8")
    (company.folder / "eerst" / "plan.yaml").unlink()
    _, otherwise, left, _, _ = counts(report)
    return otherwise + left


def clicked_objects(live: Live) -> dict[str, dict[str, Any]]:
    return {str(name): dict(found.settings) for name, found in live.connection.read().objects.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", NO_PLAN_CAN_SAY)
def test_each_alone_is_left_and_named(name: str, live: Live, clicked: Clicked) -> None:
    set_by_hand(live, name)
    adopted(clicked)


def test_hours_that_no_plan_can_say_are_an_empty_schedule_that_a_person_has_to_decide_about(
    live: Live, clicked: Clicked
) -> None:
    set_by_hand(live, EVERY_SECOND_WEEK)
    assert "NP401" in clicked.ok(*IMPORT, "--out", "zaak", code=1).text
    report = (clicked.folder / "zaak" / "import-report.md").read_text("utf-8")
    assert "schedule kantoor: other&#95;events is" in report


def test_a_telephone_of_a_type_that_the_settings_do_not_name_is_kept(live: Live, clicked: Clicked) -> None:
    with live.served.store.transaction():
        live.served.store.run("INSERT INTO device_type (name) VALUES ('Aastra 6757i')")
        live.served.store.run("UPDATE device SET type = 'Aastra 6757i', settings = replace(settings, 'TLS', 'UDP')")
    report = adopted(clicked)
    assert "Aastra 6757i" in report
    held = clicked_objects(live)
    assert "no changes" in clicked.ok("deploy", "zaak", "--yes").out
    assert clicked_objects(live) == held


def test_a_group_of_another_domain_and_one_with_weights_stay_whatever_the_plan_does(
    live: Live, clicked: Clicked
) -> None:
    with live.served.store.transaction():
        live.served.store.run("INSERT INTO domain SELECT id, 'elders.example' FROM tenant")
    whole = {**GROUP, "hunt_after_no_answer": False, "no_answer_number_of_rings": 3, "forward_after_timeout": False}
    whole |= dict.fromkeys(("allow_call_waiting_for_agents", "use_system_hunt_group_clid_setting"), True)
    whole |= dict.fromkeys(("include_hunt_group_name_in_clid", "make_busy_when_not_reachable"), False)
    whole |= dict.fromkeys(("enable_not_reachable_forwarding", "allow_members_to_control_group_busy"), False)
    whole |= dict.fromkeys(("enable_group_busy", "apply_group_busy_when_terminating_to_agent"), False)
    whole |= {"forward_timeout_seconds": 0, "agent_user_id": ["bert@zaak.example"]}
    for name, policy, extension in (("x@elders.example", "Regular", "301"), ("y@zaak.example", "Weighted", "302")):
        about = types.ServiceInstanceAddProfile(
            name=name, calling_line_id_last_name="x", calling_line_id_first_name="y", extension=extension
        )
        more = {"service_user_id": name, "policy": policy, "service_instance_profile": about}
        live.library.command("GroupHuntGroupAddInstanceRequest20", **whole, **more)
    report = adopted(clicked)
    assert counts(report)[3] == 2
    assert "hunt group x&#64;elders.example" in report
    text = (clicked.folder / "zaak" / "plan.yaml").read_text("utf-8")
    (clicked.folder / "zaak" / "plan.yaml").write_text(text.replace("extension: 202", "extension: 203"), "utf-8")
    clicked.ok("deploy", "zaak", "--yes", "--force", "--allow-delete")
    groups = live.served.store.all("SELECT user_id FROM subscriber WHERE kind = 'hunt_group'")
    assert {"x@elders.example", "y@zaak.example"} <= {row["user_id"] for row in groups}
