"""Twenty-five kinds of broken configuration, one after the other, and a sound one: what the lint says of each."""

import pytest
from small_exchange import Edit, run

from nummerplan.targets.asterisk.lab.exchange_program.lint import lint


def changed(file: str, old: str, new: str) -> Edit:
    """One place of one file."""

    def edit(texts: dict[str, str]) -> None:
        assert old in texts[file], f"{file} has no {old!r}"
        texts[file] = texts[file].replace(old, new, 1)

    return edit


def added(file: str, text: str) -> Edit:
    """Something at the end of a file."""

    def edit(texts: dict[str, str]) -> None:
        texts[file] = texts.get(file, "") + "\n" + text + "\n"

    return edit


PLAN, PHONES = "extensions.conf", "pjsip.conf"

BROKEN: dict[str, tuple[Edit, str]] = {
    # Asterisk says nothing of these.
    "unknown application": (changed(PLAN, "Dial(PJSIP/anna,20)", "Dail(PJSIP/anna,20)"), "no application Dail"),
    "jump to a missing context": (changed(PLAN, "Goto(end-busy-tone,", "Goto(end-busy,"), "no context end-busy"),
    "telephone without place": (changed(PHONES, "aors=anna", "aors=anne"), "no place (aor) anne"),
    "telephone without account": (changed(PHONES, "auth=anna", "auth=anne"), "no account (auth) anne"),
    "telephone in no context": (changed(PHONES, "context=from-phones", "context=from-phone"), "no context from-phone"),
    "unreadable times": (changed(PLAN, "22:00-05:59", "22.00-05.59"), "nobody can read these times"),
    "the end of a day": (changed(PLAN, "22:00-05:59", "22:00-24:00"), "nobody can read these times"),
    "no time zone": (changed(PLAN, "Europe/Amsterdam", "Europe/Amsterdm"), "no time zone Europe/Amsterdm"),
    "jump to a missing extension": (changed(PLAN, "Goto(menu,s,1)", "Goto(menu,x,1)"), "no menu,x,1"),
    "jump to a missing step": (changed(PLAN, "Goto(group,s,1)", "Goto(group,s,9)"), "no group,s,9"),
    "no prompt": (
        changed(PLAN, "Background(hello-world)", "Background(/nowhere/welcome)"),
        "no prompt /nowhere/welcome",
    ),
    "no mailbox": (changed(PLAN, "VoiceMail(anna@default,u)", "VoiceMail(anne@default,u)"), "no mailbox anne@default"),
    "no telephone": (changed(PLAN, "Dial(PJSIP/bram,20)", "Dial(PJSIP/brem,20)"), "no telephone brem"),
    "hint of no telephone": (added(PLAN, "[odd]\nexten => 9,hint,PJSIP/brem"), "no telephone brem"),
    "no function": (changed(PLAN, "${DEVICE_STATE(", "${DEVICESTATE("), "no function DEVICESTATE"),
    # Asterisk reports these, and starts all the same.
    "bad priority": (added(PLAN, "[odd]\nexten => s,x,NoOp()"), "extensions.conf"),
    "duplicate priority": (added(PLAN, "[odd]\nexten => s,1,NoOp()\nexten => s,1,NoOp(2)"), "already in use"),
    "missing include": (added(PLAN, "[odd]\ninclude => nowhere\nexten => s,1,NoOp()"), "nowhere"),
    "unclosed section": (added(PLAN, "[odd\nexten => s,1,NoOp()"), "extensions.conf"),
    "unbalanced bracket": (changed(PLAN, "Dial(PJSIP/anna,20)", "Dial(PJSIP/anna,20"), "closing parenthesis"),
    "unknown keyword": (added(PLAN, "[odd]\nextension => s,1,NoOp()"), "extension"),
    "unknown option": (changed(PHONES, "allow=alaw", "allow=alaw\ncolour=red"), "colour"),
    "unknown codec": (changed(PHONES, "allow=alaw", "allow=alow"), "alow"),
    "value of no use": (changed(PHONES, "max_contacts=1", "max_contacts=many"), "max_contacts"),
    "unknown template": (changed(PHONES, "[anna](phone)", "[anna](fone)"), "fone"),
    "transport at no address": (changed(PHONES, "bind=127.", "bind=192."), "Transport"),
    "bad mailbox": (added("voicemail.conf", "bram"), ""),
    "no music": (changed("musiconhold.conf", "directory=moh", "directory=mho"), "music on hold"),
    "missing module": (added("modules.conf", "load=app_nothing.so"), "app_nothing"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_configuration_is_noticed(kind: str) -> None:
    edit, said = BROKEN[kind]
    found = run(lambda exchange, _: lint(exchange), edit)
    assert any(said in fault for fault in found), found


def test_a_sound_configuration_has_no_fault() -> None:
    assert run(lambda exchange, _: lint(exchange)) == []
