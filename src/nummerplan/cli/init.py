"""`nummerplan init`: the first plan of a company."""

from pathlib import Path

import click

from nummerplan.cli.screen import CLEAN, Screen
from nummerplan.model.message import say

SETTINGS = """\
# Settings of this repository of plans; every key may be left out.
[check]
fail-on = "warning"     # error, warning or advice
"""


@click.command("init", short_help="Write the first plan of a company.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--name", prompt="Company name", help="The company's name.")
@click.option("--number", prompt="Main number", help="The number that callers know, as 020-1234567.")
@click.option("--country", default="NL", show_default=True, help="Two letters.")
@click.option("--language", help="Language of phones and names, two letters. Default: nl in NL and BE, else en.")
@click.pass_obj
def command(screen: Screen, folder: Path, name: str, number: str, country: str, language: str | None) -> int:  # noqa: PLR0913, PLR0917 - one parameter for each option
    """Write plan.yaml and nummerplan.toml into FOLDER (default: here): a small plan without mistakes, to start from."""
    from nummerplan.compiler.linking import numbering
    from nummerplan.compiler.text.plan_template import plan_template
    from nummerplan.compiler.writing.atomic_write import atomic_write

    numbers = numbering(country)
    if not numbers.known:
        return screen.refuse(say("{country} is not a country; write two letters, as NL", country=country))
    if numbers.e164(number) is None:
        return screen.refuse(say("{number} is not a phone number of {country}", number=number, country=country.upper()))
    for text in (name, language or ""):
        if not _is_text(text):
            return screen.refuse(say("{text} is no text that a file can hold", text=text))
    language = language or ("nl" if country.upper() in ("NL", "BE") else "en")
    plan, settings = folder / "plan.yaml", folder / "nummerplan.toml"
    for file in (plan, settings):
        if file.exists():
            return screen.refuse(say("{file} is there already; nothing was written", file=file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        atomic_write(settings, SETTINGS.encode())
        atomic_write(plan, plan_template(name, number, country.upper(), language).encode())
    except OSError as error:
        return screen.refuse(
            say("{file} cannot be written: {reason}", file=error.filename or folder, reason=error.strerror)
        )
    screen.note(say("{file} is written; look at it with: nummerplan check {folder}", file=plan, folder=folder))
    return CLEAN


def _is_text(given: str) -> bool:
    """Whether it was typed in the terminal's own encoding: other bytes are no letters."""
    try:
        given.encode()
    except UnicodeEncodeError:
        return False
    return True
