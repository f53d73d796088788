"""No text of a plan, and no secret, is written anywhere but where it belongs."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.model.artefact import Artefact, Rendering

RenderPlan = Callable[..., Rendering]

YEALINK = {"model": "yealink-t54w", "mac": "80:5E:C0:12:34:56"}
SNOM = {"model": "snom-d735", "mac": "00-04-13-AB-CD-01"}
YEALINK_FILE, SNOM_FILE = "yealink/805ec0123456.cfg", "snom/000413ABCD01.xml"


def files(rendering: Rendering) -> dict[str, Artefact]:
    found = {artefact.path: artefact for artefact in rendering.artefacts}
    assert len(found) == len(rendering.artefacts)
    return found


def losses(rendering: Rendering) -> list[str]:
    return [str(loss.message) for loss in rendering.losses]


SECRETS = {"NUMMERPLAN_SECRET_SIP_JAN": "Zeer-Geheim_1", "NUMMERPLAN_SECRET_DEVICES_JAN": "Ook<Geheim>&2"}


def with_secrets(kit: Any, device: Mapping[str, object]) -> str:
    plan = kit.one_phone({}, {**device, "sip_password": "!sip", "password": "!dev"})
    return plan.replace('"!sip"', "!secret sip/jan").replace('"!dev"', "!secret devices/jan")


@pytest.mark.parametrize("device", [YEALINK, SNOM, {"model": "generic-sip"}], ids=["yealink", "snom", "generic"])
def test_secrets_appear_when_a_provider_is_named_and_never_otherwise(
    render_plan: RenderPlan, kit: Any, device: Mapping[str, object]
) -> None:
    (redacted,) = render_plan("phones", with_secrets(kit, device), settings=kit.settings).artefacts
    assert not redacted.secret
    assert b"Geheim" not in redacted.content
    assert b"{{secret sip/jan}}" in redacted.content
    (revealed,) = render_plan("phones", with_secrets(kit, device), SECRETS, kit.settings).artefacts
    assert revealed.secret
    assert b"Zeer-Geheim_1" in revealed.content
    if device is SNOM:
        assert "Ook<Geheim>&2" in kit.snom(revealed.content).values()
    if device is YEALINK:
        assert kit.yealink(revealed.content)["static.auto_provision.server.password"] == "Ook<Geheim>&2"


@pytest.mark.parametrize("secret", ["regel\naccount.2.enable = 1", "é", " spatie", "\x07bel"])
def test_a_password_that_telephones_cannot_hold_is_left_out_and_not_shown(
    render_plan: RenderPlan, kit: Any, secret: str
) -> None:
    provider = {**SECRETS, "NUMMERPLAN_SECRET_SIP_JAN": secret}
    for device in (YEALINK, SNOM):
        rendering = render_plan("phones", with_secrets(kit, device), provider, kit.settings)
        (artefact,) = rendering.artefacts
        assert secret.encode() not in artefact.content
        assert losses(rendering) == [
            "!secret sip/jan is left out: telephones take passwords of visible ASCII characters only"
        ]
    assert "account.2.enable" not in kit.yealink(
        render_plan("phones", with_secrets(kit, YEALINK), provider).artefacts[0].content
    )


def test_limits_of_a_yealink_are_said(render_plan: RenderPlan, kit: Any) -> None:
    device = {**YEALINK, "username": "u" * 101}
    assert losses(render_plan("phones", kit.one_phone({"first_name": "%NULL%"}, device), settings=kit.settings)) == [
        "%NULL% clears a setting of a Yealink; it is written NULL",
        "a Yealink takes user names and passwords of at most 100 characters",
    ]


NASTY = [
    "Jansen & Zn <\"'>",
    "Müller",
    "a#b ] = ; | %s {{ x }} {% y %}",
    "%NULL%",
    "👩‍💻 Ada",
    "x" * 200,
    "regel\naccount.9.enable = 1",
    "tab\tbel\x07",
    "\u2028scheiding\u0085hier",
    "]]></user_realname><admin>",
    "-->",
]


@settings(deadline=None)
@given(st.sampled_from(NASTY) | st.text(min_size=1, max_size=60), st.sampled_from(NASTY) | st.text(max_size=30))
def test_no_name_changes_anything_but_its_own_value(render_plan: RenderPlan, kit: Any, name: str, key: str) -> None:
    expected = "".join(c if c.isprintable() else " " for c in name).strip()
    for device, path, read, shown in (
        (YEALINK, YEALINK_FILE, kit.yealink, "account.1.display_name"),
        (SNOM, SNOM_FILE, kit.snom, "user_realname.1"),
        ({"model": "generic-sip"}, "generic-sip/jan-generic-sip.html", kit.sheet, "Gebruiker"),
    ):
        whole = {**device, "keys": [key or "x", "jan"], "name": name}
        plain = files(
            render_plan("phones", kit.one_phone({"first_name": "Jan"}, {**whole, "name": "jan"}), settings=kit.settings)
        )
        nasty = files(render_plan("phones", kit.one_phone({"first_name": name}, whole), settings=kit.settings))
        before, after = read(plain[path].content), read(nasty[path].content)
        if device["model"] != "generic-sip":
            assert before.keys() == after.keys()
        elif "Gebruiker" in after:
            assert kit.tags(nasty[path].content) == kit.tags(plain[path].content)
        if name.isascii() and expected and expected != "%NULL%":
            assert after[shown] == expected


def test_the_same_plan_gives_the_same_bytes(render_plan: RenderPlan, kit: Any) -> None:
    plan = kit.one_phone({"last_name": "Wit"}, {**YEALINK, "keys": ["jan", "112"]})
    assert render_plan("phones", plan, settings=kit.settings) == render_plan("phones", plan, settings=kit.settings)


def test_a_plan_without_telephones_gives_no_files_and_no_notes(render_plan: RenderPlan) -> None:
    assert render_plan("phones", "company: {name: Zaak}\n") == Rendering(())
