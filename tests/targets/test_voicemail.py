"""Every mailbox of a plan as data, and its greetings as telephone audio."""

import io
import json
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from nummerplan.model.artefact import Rendering
from nummerplan.model.errors import AudioError

RenderPlan = Callable[..., Rendering]

PLAN = """
company: {name: Zaak, country: NL, language: nl}
numbers: [085-4879610..085-4879619]
users:
  jan:
    {first_name: Jan, infix: de, last_name: Wit, extension: 201, number: 0854879610, pin: !secret users/jan/pin,
     voicemail: VOICEMAIL}
  piet: {first_name: Piet, extension: 202}
mailboxes:
  company: {extension: 999, greeting: audio/dicht.wav, record: false, then: {transfer: jan}}
  fax: {kind: fax, extension: 998, number: 0854879618, email: fax@zaak.example}
"""


def sound(path: Path, seconds: int = 1, rate: int = 44100) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(bytes(4 * rate * seconds))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("dicht", "bezet"):
        sound(tmp_path / "audio" / f"{name}.wav")
    return tmp_path


def mailboxes(rendering: Rendering) -> dict[str, dict[str, object]]:
    return {a.path: json.loads(a.content) for a in rendering.artefacts if a.path.endswith(".json")}


def plan(voicemail: str) -> str:
    return PLAN.replace("VOICEMAIL", voicemail)


def test_a_mailbox_arrives_with_all_its_settings(render_plan: RenderPlan, folder: Path) -> None:
    voicemail = (
        "{email: jan@zaak.example, copy_to: kopie@zaak.example, when: [busy, no_answer], rings: 4, "
        "greetings: {busy: audio/bezet.wav, no_answer: recorded}}"
    )
    rendering = render_plan("voicemail", plan(voicemail), folder=folder)
    assert mailboxes(rendering)["users/jan.json"] == {
        "mailbox": "jan",
        "kind": "user",
        "name": "Jan de Wit",
        "extension": "201",
        "number": "+31854879610",
        "language": "nl",
        "heard_by": "email",
        "pin": None,
        "email": "jan@zaak.example",
        "copy_to": "kopie@zaak.example",
        "answers": {"always": False, "busy": True, "no_answer": True, "rings": 4, "ring_seconds": 20},
        "greetings": {
            "busy": {"kind": "file", "file": "jan.busy.wav", "source": "audio/bezet.wav", "seconds": 1.0},
            "no_answer": {"kind": "recorded"},
        },
        "record": True,
        "after_greeting": None,
    }
    assert {artefact.path for artefact in rendering.artefacts} == {
        "users/jan.json",
        "users/jan.busy.wav",
        "mailboxes/company.json",
        "mailboxes/company.greeting.wav",
        "mailboxes/fax.json",
    }
    assert not any(artefact.secret for artefact in rendering.artefacts)


def test_greetings_are_telephone_audio(render_plan: RenderPlan, folder: Path) -> None:
    rendering = render_plan("voicemail", plan("{email: a@b.example}"), folder=folder)
    (greeting,) = (artefact for artefact in rendering.artefacts if artefact.path.endswith(".wav"))
    with wave.open(io.BytesIO(greeting.content)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 8000)
        assert reader.getnframes() == pytest.approx(8000, abs=50)


def test_an_announcement_says_where_its_callers_go_on_to(render_plan: RenderPlan, folder: Path) -> None:
    found = mailboxes(render_plan("voicemail", plan("{email: a@b.example}"), folder=folder))
    company = found["mailboxes/company.json"]
    assert company["record"] is False
    jan = {"kind": "user", "key": "jan", "extension": "201", "number": "+31854879610"}
    assert company["after_greeting"] == {"action": "transfer", "to": jan}
    assert found["mailboxes/fax.json"] == {
        "mailbox": "fax",
        "kind": "fax",
        "name": "fax",
        "extension": "998",
        "number": "+31854879618",
        "email": "fax@zaak.example",
        "copy_to": None,
    }


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("hang_up", {"action": "hang_up"}),
        ("{transfer: 0612345678}", {"action": "transfer", "to": {"kind": "outside", "number": "+31612345678"}}),
        (
            "{transfer: {voicemail: jan}}",
            {
                "action": "transfer",
                "to": {"kind": "voicemail", "key": "jan", "extension": "201", "number": "+31854879610"},
            },
        ),
    ],
)
def test_what_follows_a_greeting_without_a_message(
    render_plan: RenderPlan, folder: Path, then: str, expected: object
) -> None:
    voicemail = f"{{email: a@b.example, record: false, then: {then}}}"
    found = mailboxes(render_plan("voicemail", plan(voicemail), folder=folder))
    assert found["users/jan.json"]["after_greeting"] == expected


def test_a_greeting_to_be_spoken_is_given_as_text(render_plan: RenderPlan, folder: Path) -> None:
    voicemail = '{email: a@b.example, greetings: {busy: {say: "Jan is \\"in gesprek\\"\\nén weg"}}}'
    rendering = render_plan("voicemail", plan(voicemail), folder=folder)
    greetings = mailboxes(rendering)["users/jan.json"]["greetings"]
    assert isinstance(greetings, dict)
    assert greetings["busy"] == {"kind": "say", "text": 'Jan is "in gesprek"\nén weg'}
    assert [str(note) for note in rendering.notes] == ["greetings that the platform has to speak: 1"]


def test_the_pin_is_given_where_messages_are_heard_by_telephone(render_plan: RenderPlan, folder: Path) -> None:
    secrets = {"NUMMERPLAN_SECRET_USERS_JAN_PIN": "83117"}
    heard = plan("{access: phone}")
    redacted = render_plan("voicemail", heard, folder=folder)
    assert mailboxes(redacted)["users/jan.json"]["pin"] == "{{secret users/jan/pin}}"
    revealed = render_plan("voicemail", heard, secrets, folder=folder)
    assert mailboxes(revealed)["users/jan.json"]["pin"] == "83117"
    assert [artefact.path for artefact in revealed.artefacts if artefact.secret] == ["users/jan.json"]
    mailed = render_plan("voicemail", plan("{email: a@b.example}"), secrets, folder=folder)
    assert not any(b"83117" in artefact.content or artefact.secret for artefact in mailed.artefacts)


def test_every_greeting_that_cannot_be_used_is_named_with_its_place(render_plan: RenderPlan, tmp_path: Path) -> None:
    (tmp_path / "tekst.wav").write_text("geen geluid")
    voicemail = "{email: a@b.example, greetings: {busy: tekst.wav, no_answer: ../weg.wav}}"
    with pytest.raises(ExceptionGroup) as raised:
        render_plan("voicemail", plan(voicemail), folder=tmp_path)
    problems = [problem for problem in raised.value.exceptions if isinstance(problem, AudioError)]
    assert [problem.route for problem in problems] == [
        ("users", "jan", "voicemail", "greetings", "busy"),
        ("users", "jan", "voicemail", "greetings", "no_answer"),
        ("mailboxes", "company", "greeting"),
    ]


def test_a_plan_without_mailboxes_gives_no_files(render_plan: RenderPlan) -> None:
    assert render_plan("voicemail", "company: {name: Zaak}\n").artefacts == ()
