"""Passwords and PINs that are going to be written are as the group's rules want them. No sentence shows any of them."""

from collections.abc import Iterator, Mapping

from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.answer_checks import whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightContext

_RULES = {"password": "GroupPasswordRulesGetRequest22", "pin": "GroupPortalPasscodeRulesGetRequest19"}


def check_passwords(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the rules of what is written, and compare."""
    written = {setting: list(_written(context, setting)) for setting in _RULES}
    asked = [setting for setting, found in written.items() if found]
    answers = yield [context.group_query(_RULES[setting]) for setting in asked]
    for setting, rules in zip(asked, answers, strict=True):
        if context.is_known(rules, say("rules for passwords")):
            for found, text in written[setting]:
                problems = _password(rules, text, found.identity.name) if setting == "password" else _pin(rules, text)
                for problem in problems:
                    context.refuse(found.where(setting), problem)


def _written(context: PreflightContext, setting: str) -> Iterator[tuple[TenantObject, str]]:
    """The users whose secret is written, and its text as far as somebody gives it."""
    for change in context.changes.changes:
        reference = change.written_secrets.get(setting)
        if change.after is not None and reference is not None and change.identity.kind == "user":
            text = context.secret(reference)
            if text is not None:
                yield change.after, text


def _password(rules: Answer, text: str, user_id: str) -> Iterator[Message]:
    least = whole_number(rules, "minLength")
    if len(text) < least:
        yield say("the password has fewer characters than the {least} that the group asks for", least=least)
    kinds: Mapping[str, int] = {
        "Digits": sum(letter.isdecimal() for letter in text),
        "UpperCaseLetters": sum(letter.isupper() for letter in text),
        "LowerCaseLetters": sum(letter.islower() for letter in text),
        "NonAlphanumericCharacters": sum(not letter.isalnum() for letter in text),
    }
    names: Mapping[str, Message] = {
        "Digits": say("digits"),
        "UpperCaseLetters": say("capital letters"),
        "LowerCaseLetters": say("small letters"),
        "NonAlphanumericCharacters": say("characters that are neither letters nor digits"),
    }
    for kind, count in kinds.items():
        if rules.flag(f"restrictMin{kind}") and count < (most := whole_number(rules, f"min{kind}")):
            yield say("the password needs {least} {kind}, as the group asks for", least=most, kind=names[kind])
    if rules.flag("disallowUserId") and user_id.partition("@")[0].casefold() in text.casefold():
        yield say("the password contains the user id, which the group does not allow")


def _pin(rules: Answer, text: str) -> Iterator[Message]:
    least, most = whole_number(rules, "minCodeLength"), whole_number(rules, "maxCodeLength")
    if not (text.isascii() and text.isdecimal() and least <= len(text) <= most):
        yield say("the PIN does not have {least} to {most} digits, as the group asks for", least=least, most=most)
