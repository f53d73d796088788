"""What the platform answers is read as it stands, and nothing in it is believed too far."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.model.deployment.platform import Outcome, PlatformError
from nummerplan.targets.broadworks.client.answers import OciAnswer, read_answers

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
SUCCESS = '<command echo="" xsi:type="c:SuccessResponse" xmlns:c="C" xmlns=""/>'


def answer_document(*commands: str, session: str = "one") -> bytes:
    text = f'{HEAD}<BroadsoftDocument protocol="OCI" xmlns="C" {XSI}><sessionId xmlns="">{session}</sessionId>'
    return f"{text}{''.join(commands)}</BroadsoftDocument>".encode("iso-8859-1")


def data(kind: str, content: str) -> str:
    return f'<command echo="" xsi:type="{kind}" xmlns="">{content}</command>'


def error(summary: str, kind: str = "Error", detail: str = "") -> str:
    return (
        f'<command type="{kind}" echo="" xsi:type="c:ErrorResponse" xmlns:c="C" xmlns="">'
        f"<summary>{summary}</summary><summaryEnglish>{summary}</summaryEnglish>"
        f"{f'<detail>{detail}</detail>' if detail else ''}</command>"
    )


def single(content: str) -> OciAnswer:
    return read_answers(answer_document(data("XGetResponse", content)), "one", 1)[0]


def test_every_command_has_its_answer() -> None:
    refused = error("[Error 4008] User not found: a", detail="  none\n such ")
    partly = error("[Warning 4400] Could not assign service", "Warning")
    answers = read_answers(answer_document(SUCCESS, refused, partly, error("so", "Info")), "one", 4)
    assert [answer.outcome for answer in answers] == [
        Outcome("done"),
        Outcome("failed", "[Error 4008] User not found: a none such"),
        Outcome("warning", "[Warning 4400] Could not assign service"),
        Outcome("done", "so"),
    ]
    assert [answer.error for answer in answers] == [None, "[Error 4008] User not found: a none such", None, None]


def test_words_of_the_platform_cannot_move_a_cursor() -> None:
    (answer,) = read_answers(answer_document(error("a&#155;2Jb&#8238;c&#10;d")), "one", 1)
    assert answer.error == "a\ufffd2Jb\ufffdc d"


def test_a_refusal_without_a_reason_is_one() -> None:
    (answer,) = read_answers(answer_document('<command xsi:type="c:ErrorResponse" xmlns:c="C" xmlns=""/>'), "one", 1)
    assert answer.outcome == Outcome("failed", "the platform gives no reason")


def test_values_are_as_they_are_written() -> None:
    found = single(
        "<on>true</on><one>1</one><off>false</off><zero>0</zero><empty/><blank> </blank>"
        '<none xsi:nil="true"/><name>Zo\xeb &#321;</name><cdata><![CDATA[a<b]]></cdata><split>a<!-- x -->b</split>'
    )
    assert [found.flag(name) for name in ("on", "one", "off", "zero", "empty", "absent")] == [True, True] + [False] * 4
    assert [found.text(name) for name in ("empty", "blank", "none", "absent")] == [None] * 4
    assert [found.text(name) for name in ("name", "cdata", "split")] == ["Zoë Ł", "a<b", "ab"]


def test_parts_and_lists() -> None:
    found = single("<a>1</a><a/><a>2</a><hours><type>Group</type></hours><hours xsi:nil='1'/><key><k>1</k></key>")
    assert found.all("a") == ["1", "2"]
    hours = found.first("hours")
    assert hours is not None
    assert hours.text("type") == "Group"
    assert len(found.parts("hours")) == 1
    assert found.first("absent") is None
    # A name is looked for where it belongs, not in parts.
    assert found.text("type") is None


def test_tables_are_read_by_heading() -> None:
    head = "<colHeading>User Id</colHeading><colHeading>Is Active</colHeading><colHeading>Extra</colHeading>"
    rows = "<row><col>a@b</col><col>true</col><col>x</col></row><row><col>c</col><col/></row>"
    found = single(f"<userTable>{head}{rows}</userTable><none/>")
    assert found.table("userTable") == [
        {"User Id": "a@b", "Is Active": "true", "Extra": "x"},
        {"User Id": "c", "Is Active": "", "Extra": ""},
    ]
    assert found.table("none") == found.table("absent") == []


def test_one_address_of_an_older_release_is_a_list_of_one() -> None:
    for written in ("a@b.nl", "<emailAddress>a@b.nl</emailAddress>"):
        mail = single(f"<voiceMessageDeliveryEmailAddress>{written}</voiceMessageDeliveryEmailAddress>")
        found = mail.first("voiceMessageDeliveryEmailAddress")
        assert found is not None
        assert found.all("emailAddress") == ["a@b.nl"]


def test_a_document_refused_as_a_whole_is_refused_for_each_command() -> None:
    answers = read_answers(answer_document(error("[Error 6004] OCI XML Request validation error")), "one", 3)
    assert [answer.outcome.verdict for answer in answers] == ["failed"] * 3


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
UNFIT = [
    (b"", "is not XML"),
    (b"<BroadsoftDocument", "is not XML"),
    (answer_document(data("X", "a\x00b")), "is not XML"),
    (answer_document("<deep>" * 300 + "</deep>" * 300), "is not XML"),
    (answer_document(SUCCESS).replace(HEAD.encode(), f"{HEAD}{BOMB}".encode()), "declares a document type"),
    (b"<html><body>Not found</body></html>", "is no OCI document"),
    (answer_document(SUCCESS, session="two"), "another session"),
    (answer_document(SUCCESS, SUCCESS), "gave 2 answers to 1 commands"),
    (answer_document(), "gave 0 answers to 1 commands"),
    (answer_document(data("c:LogoutRequest", "<reason>Server Connection Failure</reason>")), "Server Connection Fail"),
]


@pytest.mark.parametrize(("content", "sentence"), UNFIT)
def test_what_is_no_answer_is_said(content: bytes, sentence: str) -> None:
    with pytest.raises(PlatformError, match=sentence):
        read_answers(content, "one", 1)


def test_an_answer_to_fewer_commands_is_none() -> None:
    """A single refusal counts for a whole document only if it says that no command was looked at."""
    with pytest.raises(PlatformError, match="1 answers to 2"):
        read_answers(answer_document(error("[Error 4008] User not found: a")), "one", 2)


def test_entities_bring_nothing_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "file"
    secret.write_text("very secret", "utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    content = answer_document(data("X", "<a>&file;</a>")).replace(HEAD.encode(), f"{HEAD}{entity}".encode())
    with pytest.raises(PlatformError) as refused:
        read_answers(content, "one", 1)
    assert "very secret" not in str(refused.value)


def test_a_large_table_is_read() -> None:
    """Ten thousand users are one answer of several megabytes."""
    cells = "".join(f"<col>{'x' * 30}{number}</col>" for number in range(13))
    head = "".join(f"<colHeading>{number}</colHeading>" for number in range(13))
    table = single(f"<userTable>{head}{f'<row>{cells}</row>' * 25_000}</userTable>").table("userTable")
    assert len(table) == 25_000
    assert table[-1]["12"] == "x" * 30 + "12"


@settings(deadline=None)
@given(st.data())
def test_spoilt_answers_never_break_out(found: st.DataObject) -> None:
    """Whatever bytes come, there are answers or a sentence."""
    content = bytearray(answer_document(SUCCESS, error("[Error 4008] x"), data("X", "<a>1</a><t><row/></t>")))
    for _ in range(found.draw(st.integers(1, 4))):
        place = found.draw(st.integers(0, len(content) - 1))
        content[place : place + found.draw(st.integers(0, 3))] = found.draw(st.binary(max_size=3))
    try:
        answers = read_answers(bytes(content), "one", 3)
    except PlatformError:
        return
    for answer in answers:
        assert answer.outcome.verdict in ("done", "warning", "failed")
        assert answer.text("a") is None or isinstance(answer.text("a"), str)
        assert isinstance(answer.table("t"), list)
