"""Which language the command line speaks, known before it is parsed: usage and help come in it too."""

import os
from collections.abc import Sequence
from copy import copy
from inspect import cleandoc
from typing import TYPE_CHECKING, TypeVar

import click

from nummerplan.compiler.text.translate import DOMAIN, ENGLISH, LOCALES, languages, preferred_language

if TYPE_CHECKING:
    from nummerplan.model.message import Translate

C = TypeVar("C", bound=click.Command)


def asked_language(arguments: Sequence[str]) -> str:
    """What `--lang` says, before or after the command's name, if it is a language, or the locale's."""
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            wanted = value or "".join(arguments[number + 1 : number + 2])
            return wanted if wanted in languages() else ENGLISH
    return preferred_language(os.environ)


def speak(language: str) -> None:
    """Let Click say what it has to say of usage and options in this language: its texts are in our catalogue."""
    if language != ENGLISH:
        from gettext import bindtextdomain, textdomain

        os.environ["LANGUAGE"] = language  # gettext has no other way to be told
        bindtextdomain(DOMAIN, LOCALES)
        textdomain(DOMAIN)


def in_language(command: C, translate: "Translate") -> C:
    """A copy of a command whose help is translated."""
    spoken = copy(command)
    spoken.help = _translated(command.help, translate)
    spoken.short_help = _translated(command.short_help, translate)
    spoken.params = [copy(parameter) for parameter in command.params]
    for parameter in spoken.params:
        if isinstance(parameter, click.Option):
            parameter.help = _translated(parameter.help, translate)
    return spoken


def _translated(text: str | None, translate: "Translate") -> str | None:
    return translate(cleandoc(text)) if text else text
