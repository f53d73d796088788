"""Small plans for the tests: a header, and what the test adds to it."""

from datetime import datetime
from pathlib import Path

from oracle.calls import Call, Outcome, follow
from oracle.company import Company
from oracle.reading import read_company

CASES = Path(__file__).parent / "cases"
PHONE = "devices: [{model: generic-sip}]"
BOX = "voicemail: {email: a@b.example, when: [busy, no_answer]}"


def case(name: str) -> Company:
    """One of the stored plans."""
    return read_company((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def plan(body: str, company: str = "") -> Company:
    """A company with the numbers 0887654001 to 0887654009, further settings, and the sections of the body."""
    head = (
        f"nummerplan: 1\ncompany: {{name: A, main_number: 0887654001, {company}}}\nnumbers: [0887654001..0887654009]\n"
    )
    return read_company(head + body)


def user(key: str, extension: str, settings: str = "") -> str:
    """The line of one user with a telephone."""
    return f"  {key}: {{first_name: {key.title()}, last_name: Smit, extension: {extension}, {PHONE}, {settings}}}\n"


def call(
    company: Company,
    dialled: str,
    at: str = "2026-11-24 10:00",
    caller: str = "external",
    keys: str = "",
    **states: str,
) -> Outcome:
    """What becomes of one call; states are given by key."""
    return follow(company, Call(dialled, datetime.fromisoformat(at), caller, keys.split(), states))
