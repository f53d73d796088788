"""Voicemail, mailboxes, greetings and names on the keypad."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.compiler.pipeline import check_paths, check_text
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.plan.keypad import keypad_digits
from nummerplan.rules.analysis.email_address import is_email_address

_TODAY = date(2026, 11, 23)


def findings(text: str, rule: str) -> list[LocatedFinding]:
    report = check_text(dedent(text).lstrip())
    wrong = [finding for finding in report.findings if finding.code < "NP010"]
    assert not wrong, [str(finding.message) for finding in wrong]
    return [finding for finding in report.findings if finding.rule == rule]


def places(text: str, rule: str) -> list[str]:
    return [f"{finding.level} {finding.span.text}" for finding in findings(text, rule)]


def in_folder(folder: Path, text: str, rule: str, *files: str) -> list[str]:
    """What the rule says about a plan that stands in a folder with these files."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(b"RIFF")
    (folder / "plan.yaml").write_text(dedent(text).lstrip(), encoding="utf-8")
    _, report = check_paths([folder / "plan.yaml"], _TODAY)
    return [f"{finding.message}; {finding.help}" for finding in report.findings if finding.rule == rule]


class TestAddresses:
    def test_an_announcement_needs_no_address(self) -> None:
        text = """
        users: {anna: {extension: 201, voicemail: {record: false, greetings: {no_answer: recorded}}}}
        mailboxes: {company: {extension: 999, record: false, greeting: recorded}}
        """
        assert places(text, "voicemail-without-email") == []

    def test_the_address_may_come_from_nowhere_else(self) -> None:
        text = """
        defaults: {users: {voicemail: {when: [busy, no_answer], rings: 4}}}
        users: {anna: {extension: 201, voicemail: {rings: 3}}, bert: {extension: 202}}
        """
        assert places(text, "voicemail-without-email") == ["error voicemail"]

    @pytest.mark.parametrize(
        "address",
        [
            "a@b.nl",
            "rita.van-dijk+pbx@mail.mijn-bedrijf.example",
            "o'neil@b.nl",
            "info@bücher.example",
            "INFO@B.NL",
            "1@2.nl",
        ],
    )
    def test_addresses_that_mail_can_go_to(self, address: str) -> None:
        assert is_email_address(address)

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "a",
            "@b.nl",
            "a@",
            "a@b",
            "a@b-c",
            "a b@c.nl",
            "a@b..nl",
            ".a@b.nl",
            "a..b@c.nl",
            "a@-b.nl",
            "a@b.nl.",
            "a@b_.nl\n",
            "Rita <a@b.nl>",
            "a@b.nl,c@d.nl",
            "mailto:a@b@c.nl",
            "a@b.nl\r\nBcc: c@d.nl",
            "a" * 65 + "@b.nl",
            "a@" + "b." * 130 + "nl",
        ],
    )
    def test_texts_that_mail_cannot_go_to(self, address: str) -> None:
        assert not is_email_address(address)

    @given(st.text(alphabet="ab@.-+_ \n", max_size=300))
    def test_any_text_is_judged_and_no_address_has_blanks(self, text: str) -> None:
        assert not is_email_address(text) or (text.count("@") == 1 and not set(text) & set(" \n"))


class TestAnnouncements:
    RULE = "announcement-without-greeting"

    @pytest.mark.parametrize(
        ("voicemail", "expected"),
        [
            ("record: false, when: [busy], greetings: {busy: recorded}", []),
            ("record: false, when: [busy, no_answer], greetings: {busy: recorded}", ["warning false"]),
            ("record: false, then: {transfer: 0612345678}", []),
            ("record: true", []),
        ],
    )
    def test_the_greeting_that_is_played_counts(self, voicemail: str, expected: list[str]) -> None:
        text = f"users: {{anna: {{extension: 201, voicemail: {{email: a@a.example, {voicemail}}}}}}}\n"
        assert places(text, self.RULE) == expected

    def test_a_fax_box_says_nothing(self) -> None:
        assert places("mailboxes: {fax: {kind: fax, number: 0854879618, record: false}}\n", self.RULE) == []


class TestFiles:
    PLAN = """
    company: {music_on_hold: audio/wacht.wav}
    mailboxes:
      company: {extension: 999, record: false, greeting: GREETING}
    auto_attendants:
      menu: {extension: 501, business_hours_menu: {greeting: {say: Welkom}, keys: {5: {play: audio/route.wav}}}}
    users:
      anna: {extension: 201, voicemail: {email: a@a.example, greetings: {busy: recorded, no_answer: default}}}
    """
    MISSING, UNUSED = "greeting-file-missing", "audio-file-unused"

    def plan(self, greeting: str) -> str:
        return self.PLAN.replace("GREETING", greeting)

    def test_all_files_are_there(self, tmp_path: Path) -> None:
        files = ("audio/wacht.wav", "audio/route.wav", "audio/dicht.wav", "notes.txt")
        assert in_folder(tmp_path, self.plan("./audio/dicht.wav"), self.MISSING, *files) == []
        assert in_folder(tmp_path, self.plan("./audio/dicht.wav"), self.UNUSED, *files) == []

    def test_a_file_is_missing_and_another_is_near(self, tmp_path: Path) -> None:
        files = ("audio/wacht.wav", "audio/route.wav", "audio/Dicht.wav")
        assert in_folder(tmp_path, self.plan("opnames/dicht.wav"), self.MISSING, *files) == [
            "there is no file opnames/dicht.wav; did you mean audio/Dicht.wav?"
        ]
        assert in_folder(tmp_path, self.plan("opnames/dicht.wav"), self.UNUSED, *files) == [
            "nothing plays audio/Dicht.wav; name it where it should be heard, or take it away"
        ]

    def test_files_are_looked_for_in_audio_and_beside_those_of_the_plan_but_not_below(self, tmp_path: Path) -> None:
        (tmp_path / "elders").mkdir()
        (tmp_path / "elders" / "vast.wav").write_bytes(b"RIFF")
        (tmp_path / "vast").symlink_to("elders")
        files = ("audio/wacht.wav", "audio/route.wav", "opnames/nl/dicht.wav", "opnames/nl/oud.wav", "bovenaan.wav")
        unseen = ("audio/nl/oud.wav", "opnames/oud.wav", "opnames/nl/oud/oud.wav", "archief/oud.wav", ".git/oud.wav")
        assert in_folder(tmp_path, self.plan("opnames/nl/dicht.wav"), self.UNUSED, *files, *unseen) == [
            "nothing plays opnames/nl/oud.wav; name it where it should be heard, or take it away"
        ]
        assert in_folder(tmp_path, self.plan("dicht.wav"), self.UNUSED) == [
            "nothing plays bovenaan.wav; name it where it should be heard, or take it away"
        ]
        for hidden in (".git/oud.wav", "vast/vast.wav"):
            assert in_folder(tmp_path, self.plan(hidden), self.MISSING)[0].startswith(f"there is no file {hidden}")
        plan = in_folder(tmp_path, self.plan("archief/oud.wav"), self.MISSING, "archief/manifest.json")
        assert plan[0].startswith("there is no file archief/oud.wav")

    @pytest.mark.parametrize("outside", ["../dicht.wav", "/etc/passwd", "audio/../../dicht.wav"])
    def test_files_outside_the_folder_are_not_looked_for(self, tmp_path: Path, outside: str) -> None:
        files = ("audio/wacht.wav", "audio/route.wav")
        assert in_folder(tmp_path, self.plan(outside), self.MISSING, *files) == [
            f"{outside} lies outside the plan's folder, and is not read; put the file into the plan's folder"
        ]

    def test_many_unused_files_are_counted(self, tmp_path: Path) -> None:
        files = [f"audio/{place}.mp3" for place in range(9)]
        (text,) = in_folder(tmp_path, "users: {anna: {extension: 201}}\n", self.UNUSED, *files)
        assert "audio/4.mp3 and 4 more" in text

    def test_a_plan_from_a_pipe_has_no_folder(self) -> None:
        assert places(self.plan("audio/dicht.wav"), self.MISSING) == []


def test_an_after_hours_menu_is_judged_too() -> None:
    text = """
    auto_attendants:
      menu:
        extension: 501
        business_hours_menu: {greeting: recorded, keys: {1: anna}}
        after_hours_menu: {keys: {1: anna}}
    users: {anna: {extension: 201}}
    """
    assert places(text, "default-greeting-on-menu") == ["advice after_hours_menu"]


def test_a_fax_box_to_which_a_number_is_forwarded_needs_none_itself() -> None:
    text = """
    users: {faxlijn: {number: 0854879618, forwarding: {always: fax}}}
    mailboxes: {fax: {kind: fax, extension: 998, email: fax@a.example}}
    """
    assert places(text, "fax-without-number") == []


class TestKeypad:
    RULE = "keypad-spelling-same"
    PLAN = """
    auto_attendants:
      menu: {extension: 501, dial_by_name_order: ORDER, business_hours_menu: {greeting: a.wav, keys: {8: ACTION}}}
    users:
      een: {extension: 201, first_name: Bakker, last_name: Jan}
      twee: {extension: 202, first_name: Jan, last_name: Bakker}
      drie: {first_name: Jan, last_name: Bakker}
    """

    @pytest.mark.parametrize(
        ("order", "action", "expected"),
        [
            ("last_first", "dial_by_name", []),
            ("either", "dial_by_name", ["advice Bakker"]),
            ("either", "dial_by_extension", []),
        ],
    )
    def test_the_order_of_the_menu_decides(self, order: str, action: str, expected: list[str]) -> None:
        assert places(self.PLAN.replace("ORDER", order).replace("ACTION", action), self.RULE) == expected

    @pytest.mark.parametrize(
        ("name", "digits"),
        [
            ("Müller", "685537"),
            ("Straße", "7872773"),
            ("Ĳsbrand", "45727263"),
            ("O'Neil-Smit", "663457648"),
            ("Łukasz", "585279"),
            ("", ""),
            ("李", ""),
        ],
    )
    def test_names_are_spelled_as_people_press_them(self, name: str, digits: str) -> None:
        assert keypad_digits(name) == digits

    @given(st.text(max_size=40))
    def test_any_name_gives_keys_two_to_nine(self, name: str) -> None:
        assert set(keypad_digits(name)) <= set("23456789")
