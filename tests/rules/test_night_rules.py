"""Night forwarding and the clocks beside it: plans in, findings out, and no alarm where nothing is wrong."""

from textwrap import dedent

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import LocatedFinding

OFFICE = """
schedules:
  office: {mon-fri: 08:30-17:30}
"""
COMPANY = """
company:
  main_number: 088-7654000
  business_hours: office
  night_forwarding: {mode: schedule, to: TO}
numbers: [088-7654000..088-7654009]
"""
PHONE = "devices: [{model: yealink-t54w}]"


def findings(text: str, rule: str) -> list[LocatedFinding]:
    report = check_text(dedent(text).lstrip())
    wrong = [finding for finding in report.findings if finding.code < "NP010"]
    assert not wrong, [str(finding.message) for finding in wrong]
    return [finding for finding in report.findings if finding.rule == rule]


def places(text: str, rule: str) -> list[str]:
    return [f"{finding.level} {finding.span.text}" for finding in findings(text, rule)]


def by_night(to: str, objects: str) -> str:
    return COMPANY.replace("TO", to) + OFFICE + objects


class TestNightDestinationThatLosesCalls:
    RULE = "night-destination-loses-calls"

    def test_a_group_that_rings_on_loses_them(self) -> None:
        text = by_night(
            "piket",
            f"""
users:
  anna: {{extension: 201, number: 088-7654000, {PHONE}}}
hunt_groups:
  piket: {{extension: 301, members: [anna], night_forwarding: off}}
""",
        )
        assert places(text, self.RULE) == ["warning piket"]

    def test_a_menu_that_cuts_off_who_is_silent_does_so_at_any_hour(self) -> None:
        text = by_night(
            "nachtmenu",
            f"""
users:
  anna: {{extension: 201, {PHONE}}}
auto_attendants:
  nachtmenu:
    extension: 501
    night_forwarding: off
    business_hours_menu: {{greeting: a.wav, keys: {{1: anna}}}}
""",
        )
        assert places(text, self.RULE) == []
        assert places(text, "menu-without-operator") == ["warning business_hours_menu"]

    def test_the_way_of_the_call_is_shown(self) -> None:
        text = by_night(
            "piket",
            f"""
users:
  anna: {{extension: 201, {PHONE}, night_forwarding: off}}
  balie: {{extension: 200, number: 088-7654000, {PHONE}}}
hunt_groups:
  piket: {{extension: 301, members: [anna], overflow: {{after: 30s, to: anna}}, night_forwarding: off}}
""",
        )
        (finding,) = findings(text, self.RULE)
        assert [str(step.message) for step in finding.path] == [
            "088 765 4000 belongs to user balie",
            "user balie is closed: the call goes on to hunt group piket",
            "nobody answers in 30 s at hunt group piket: the call goes on to user anna",
            "nobody answers in 90 s at user anna: it rings until the caller gives up",
        ]

    @pytest.mark.parametrize("to", ["999", "0612345678", "{voicemail: anna}", "piket", "nachtmenu"])
    def test_places_that_do_without_people_are_fine(self, to: str) -> None:
        text = by_night(
            to,
            f"""
users:
  anna: {{extension: 201, {PHONE}, voicemail: {{email: anna@a.example}}}}
hunt_groups:
  piket: {{extension: 301, members: [anna], overflow: {{after: 30s, to: 999}}, night_forwarding: off}}
auto_attendants:
  nachtmenu:
    extension: 501
    night_forwarding: off
    business_hours_menu: {{greeting: a.wav, keys: {{1: anna, 0: {{operator: piket}}}}}}
mailboxes:
  company: {{extension: 999, email: info@a.example}}
""",
        )
        assert places(text, self.RULE) == []

    def test_a_night_forwarding_that_is_off_loses_nobody(self) -> None:
        text = by_night("anna", f"users: {{anna: {{extension: 201, {PHONE}, night_forwarding: off}}}}\n")
        assert places(text.replace("mode: schedule", "mode: off"), self.RULE) == []

    def test_what_only_happens_by_day_does_not_count(self) -> None:
        """The destination sends its callers on to a mailbox at night; that nobody answers by day is another matter."""
        text = by_night(
            "anna",
            f"""
users:
  anna: {{extension: 201, {PHONE}, night_forwarding: {{mode: follow, to: 999}}}}
mailboxes:
  company: {{extension: 999, email: info@a.example}}
""",
        )
        assert places(text, self.RULE) == []


class TestNightDestinationThatIsForwarded:
    RULE = "night-destination-forwarded"

    def test_a_destination_that_follows_the_company_goes_round(self) -> None:
        text = by_night("anna", f"users: {{anna: {{extension: 201, number: 088-7654000, {PHONE}}}}}\n")
        assert places(text, self.RULE) == ["error anna"]

    def test_a_destination_with_a_night_of_its_own_only_never_rings(self) -> None:
        text = by_night(
            "anna",
            f"""
users:
  anna: {{extension: 201, number: 088-7654000, {PHONE}, night_forwarding: {{mode: on, to: 999}}}}
mailboxes:
  company: {{extension: 999, email: info@a.example}}
""",
        )
        assert places(text, self.RULE) == ["warning anna"]

    def test_a_voicemail_is_not_forwarded(self) -> None:
        text = by_night("{voicemail: anna}", "users: {anna: {extension: 201, voicemail: {email: anna@a.example}}}\n")
        assert places(text, self.RULE) == []


class TestNightForwardingItself:
    def test_own_destinations_of_all_stand_in_for_the_companys(self) -> None:
        text = """
        company: {business_hours: office, night_forwarding: {mode: schedule}}
        schedules: {office: {mon-fri: 08:30-17:30}}
        users:
          anna: {extension: 201, night_forwarding: {mode: follow, to: 0612345678}}
          bert: {extension: 202, night_forwarding: off}
        """
        assert places(text, "night-destination-missing") == []

    def test_a_user_whose_night_is_on_needs_a_destination(self) -> None:
        text = "users: {anna: {extension: 201, night_forwarding: on}}\n"
        assert places(text, "night-destination-missing") == ["error on"]
        off = "company: {night_forwarding: {mode: off, to: 0612345678}}\n"
        assert places(off + text, "night-destination-missing") == []

    def test_holidays_alone_are_hours(self) -> None:
        text = """
        company: {holidays: nl, night_forwarding: {mode: schedule, to: 0612345678}}
        holidays: {nl: {public: NL}}
        users: {anna: {extension: 201}}
        """
        assert places(text, "night-hours-missing") == []
        assert places(text, "night-forwarding-never-acts") == []

    def test_nobody_takes_part(self) -> None:
        text = by_night("0612345678", "users: {anna: {extension: 201, night_forwarding: off}}\n")
        assert places(text, "night-forwarding-never-acts") == ["warning night_forwarding"]

    def test_an_object_waits_for_a_company_without_night(self) -> None:
        text = "users: {anna: {extension: 201, night_forwarding: {mode: follow, to: 0612345678}}}\n"
        assert places(text, "night-forwarding-never-acts") == ["warning 0612345678"]
        assert places(text.replace("follow", "on"), "night-forwarding-never-acts") == []

    def test_holidays_close_a_company_that_is_open_all_week(self) -> None:
        text = """
        company:
          business_hours: always
          holidays: nl
          night_forwarding: {mode: schedule, to: 0612345678}
        schedules: {always: {mon-sun: 00:00-24:00}}
        holidays: {nl: {public: NL}}
        users: {anna: {extension: 201}}
        """
        assert places(text, "night-forwarding-never-acts") == []
        without = text.replace("          holidays: nl\n", "").replace("        holidays: {nl: {public: NL}}\n", "")
        assert places(without, "night-forwarding-never-acts") == ["warning night_forwarding"]


class TestClocks:
    RULE = "open-while-next-closed"
    PLAN = """
    company:
      business_hours: office
      holidays: nl
      night_forwarding: {mode: schedule, to: 0612345678}
    schedules:
      office: {mon-fri: 08:30-17:30}
      counter: {COUNTER}
    holidays:
      nl: {public: NL}
      own: {dates: {2027-01-01: Nieuwjaarsdag}}
    auto_attendants:
      hoofdmenu:
        number: 088-7654000
        MENU
        night_forwarding: MODE
        business_hours_menu: {keys: {1: support}}
        after_hours_menu: {keys: {0: hang_up}}
    hunt_groups:
      support: {extension: 102, members: [anna], night_forwarding: GROUP}
    users:
      anna: {extension: 201}
    """

    def plan(self, counter: str, menu: str, mode: str = "follow", group: str = "follow") -> str:
        text = self.PLAN.replace("COUNTER", counter).replace("MENU", menu)
        return text.replace("MODE", mode).replace("GROUP", group)

    def test_shorter_hours_of_the_menu_are_fine(self) -> None:
        assert places(self.plan("mon-fri: 12:00-13:00", "business_hours: counter"), self.RULE) == []

    def test_the_same_hours_under_another_name_are_the_same(self) -> None:
        assert places(self.plan("mon-fri: [08:30-12:00, 12:00-17:30]", "business_hours: counter"), self.RULE) == []

    def test_a_saturday_more_is_found_with_its_moment(self) -> None:
        (finding,) = findings(self.plan("mon-sat: 09:00-12:00", "business_hours: counter"), self.RULE)
        assert finding.span.text == "counter"
        assert str(finding.message).endswith("takes its callers: Sat 09:00-12:00 except holidays")

    def test_a_holiday_that_only_one_of_them_has(self) -> None:
        (finding,) = findings(self.plan("mon-fri: 09:00-12:00", "holidays: own"), self.RULE)
        assert finding.span.text == "own"
        assert str(finding.message).endswith(": on holidays Mon-Fri 08:30-17:30, except 2027-01-01 (Nieuwjaarsdag)")

    def test_behind_a_menu_without_night_stands_a_closed_group(self) -> None:
        text = self.plan("mon-sat: 09:00-12:00", "business_hours: counter", mode="off")
        assert places(text, self.RULE) == ["warning support"]

    @pytest.mark.parametrize(
        ("menu", "remarks"),
        [
            ("business_hours: counter", {"counter": "the menu follows schedule counter with holidays nl",
                                         "office": "hunt group support follows schedule office with holidays nl"}),
            ("holidays: own", {"own": "the menu follows schedule office with holidays own",
                               "nl": "hunt group support follows schedule office with holidays nl"}),
        ],
    )  # fmt: skip
    def test_the_setting_by_which_they_differ_is_shown(self, menu: str, remarks: dict[str, str]) -> None:
        (finding,) = findings(self.plan("mon-sat: 09:00-12:00", menu, mode="off"), self.RULE)
        assert {remark.span.text: str(remark.message) for remark in finding.remarks} == remarks

    def test_a_group_that_is_never_closed_is_fine(self) -> None:
        text = self.plan("mon-sat: 09:00-12:00", "business_hours: counter", mode="off", group="off")
        assert places(text, self.RULE) == []


@pytest.mark.parametrize("second", ["receptie", "209", "088-7654001"])
def test_two_operator_keys_to_one_place_are_one_operator(second: str) -> None:
    text = f"""
    auto_attendants:
      hoofdmenu:
        extension: 555
        business_hours_menu: {{keys: {{0: {{operator: receptie}}, 9: {{operator: {second}}}}}}}
    users:
      receptie: {{extension: 209, number: 088-7654001}}
    """
    assert places(text, "two-operator-keys") == []


class TestNightKeys:
    PLAN = """
    company: {name: V, main_number: 088-7654000, business_hours: o, night_forwarding: {to: nachtmenu}}
    numbers: [088-7654000, 088-7654001]
    schedules: {o: {mon-fri: 09:00-17:00}}
    users:
      dienst:
        extension: 201
        devices: [{model: yealink-t54w}]
        voicemail: {email: d@v.example, when: [busy, no_answer]}
    hunt_groups:
      wacht: {extension: 301, members: [dienst], overflow: {after: 30s, to: {voicemail: dienst}}}
    auto_attendants:
      dag: {extension: 501, number: 088-7654000, business_hours_menu: {keys: {0: {operator: wacht}}}}
      nachtmenu:
        extension: 502
        night_forwarding: off
        business_hours_menu:
          keys: {1: wacht, KEYS 0: {operator: {voicemail: dienst}}}
    """

    @pytest.mark.parametrize("keys", ["", "star: repeat_menu,", "2: {play: recorded},", "3: {announce: true},"])
    def test_a_key_is_judged_alike_whatever_else_the_menu_has(self, keys: str) -> None:
        (finding,) = findings(dedent(self.PLAN).replace("KEYS", keys), "night-key-leads-to-closed")
        assert (finding.level, finding.span.text) == ("error", "wacht")
        assert finding.witness is not None
        assert finding.witness.call.keys == ("1",)

    def test_a_menu_behind_it_that_leads_back_changes_nothing(self) -> None:
        info = "  info:\n    extension: 503\n    night_forwarding: off\n    business_hours_menu:\n"
        info += "      keys: {9: nachtmenu, 0: {operator: {voicemail: dienst}}}\n"
        text = (dedent(self.PLAN).rstrip() + "\n" + info).replace("KEYS", "3: info,")
        assert [f.span.text for f in findings(text, "night-key-leads-to-closed")] == ["wacht"]

    def test_a_key_of_a_menu_behind_it_is_judged_too(self) -> None:
        info = "  info:\n    extension: 503\n    night_forwarding: off\n    business_hours_menu:\n"
        info += "      keys: {5: wacht, 0: {operator: {voicemail: dienst}}}\n"
        text = (dedent(self.PLAN).rstrip() + "\n" + info).replace("1: wacht, KEYS", "3: info,")
        assert [f.span.text for f in findings(text, "night-key-leads-to-closed")] == ["wacht"]

    def test_what_stays_open_at_night_or_is_called_by_day_too_is_right(self) -> None:
        text = dedent(self.PLAN).replace("KEYS", "")
        off = text.replace("members: [dienst]", "members: [dienst], night_forwarding: off")
        assert findings(off, "night-key-leads-to-closed") == []
        by_day = text.replace("extension: 502", "extension: 502\n    number: 088-7654001")
        assert findings(by_day, "night-key-leads-to-closed") == []
        by_key = text.replace("keys: {0: {operator: wacht}}", "keys: {5: nachtmenu, 0: {operator: wacht}}")
        assert findings(by_key, "night-key-leads-to-closed") == []
