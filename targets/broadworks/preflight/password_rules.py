"""Passwords and PINs that are going to be written are as the group's rules want them. No sentence shows any of them."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.answer_checks import NOT_ALLOWED, whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.object_kind.phone_numbers import country_code
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightContext

_RULES = {"password": "GroupPasswordRulesGetRequest22", "pin": "GroupPortalPasscodeRulesGetRequest19"}
_OF_PROVIDER = "ServiceProviderDeviceProfileAuthenticationPasswordRulesGetRequest"
_OF_SYSTEM = "SystemDeviceProfileAuthenticationPasswordRulesGetRequest"


def check_passwords(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the rules of what is written, and compare."""
    written = {setting: list(_written(context, "user", setting)) for setting in _RULES}
    asked = [setting for setting, found in written.items() if found]
    answers = yield [context.group_query(_RULES[setting]) for setting in asked]
    for setting, rules in zip(asked, answers, strict=True):
        if context.is_known(rules, say("rules for passwords")):
            for found, text in written[setting]:
                name = found.identity.name.partition("@")[0]
                problems = _password(rules, text, name) if setting == "password" else _pin(rules, text, found)
                for problem in problems:
                    context.refuse(found.where(setting), problem)


def check_device_passwords(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the rules of telephones' passwords, which service providers have or the whole system, and compare."""
    written = list(_written(context, "device", "password"))
    if not written:
        return
    provider = {"service_provider_id": context.site.service_provider}
    own, general = yield [Query(_OF_PROVIDER, provider, (NOT_ALLOWED,)), Query(_OF_SYSTEM, {}, (NOT_ALLOWED,))]
    rules = general if own.error is None and not own.flag("useServiceProviderSettings") else own
    if context.is_known(rules, say("rules for the passwords of telephones")):
        for found, text in written:
            for problem in _password(rules, text, str(found.settings.get("username"))):
                context.refuse(found.where("password"), problem)


def _written(context: PreflightContext, kind: str, setting: str) -> Iterator[tuple[TenantObject, str]]:
    """The objects of a kind whose secret is written, and its text as far as somebody gives it."""
    for change in context.changes.changes:
        reference = change.written_secrets.get(setting)
        if change.after is not None and reference is not None and change.identity.kind == kind:
            text = context.secret(reference)
            if text is not None:
                yield change.after, text


def _password(rules: Answer, text: str, name: str) -> Iterator[Message]:
    least = whole_number(rules, "minLength")
    if len(text) < least:
        yield say("the password has fewer characters than the {least} that the platform asks for", least=least)
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
            yield say("the password needs {least} {kind}, as the platform asks for", least=most, kind=names[kind])
    forbidden = rules.flag("disallowUserId") or rules.flag("disallowAuthenticationName")
    if forbidden and name.casefold() in text.casefold():
        yield say("the password contains {name}, which the platform does not allow", name=name)


def _pin(rules: Answer, text: str, found: TenantObject) -> Iterator[Message]:
    least, most = whole_number(rules, "minCodeLength"), whole_number(rules, "maxCodeLength")
    if not (text.isascii() and text.isdecimal() and least <= len(text) <= most):
        yield say("the PIN does not have {least} to {most} digits, as the group asks for", least=least, most=most)
        return
    if rules.flag("disallowRepeatedDigits") and _longest(text, 0) > (
        most := whole_number(rules, "numberOfRepeatedDigits")
    ):
        yield say("the PIN has a digit more than {most} times in a row, which the group does not allow", most=most)
    for step, kind in ((1, "Ascending"), (-1, "Descending")) if rules.flag("disallowContiguousSequences") else ():
        if _longest(text, step) > (most := whole_number(rules, f"numberOf{kind}Digits")):
            yield say("the PIN counts on for more than {most} digits, which the group does not allow", most=most)
    pieces = (text[:length] for length in range(2, len(text) // 2 + 1) if len(text) % length == 0)
    if rules.flag("disallowRepeatedPatterns") and any(text == piece * (len(text) // len(piece)) for piece in pieces):
        yield say("the PIN repeats itself, which the group does not allow")
    for flag, digits in (("disallowUserNumber", text), ("disallowReversedUserNumber", text[::-1])):
        if rules.flag(flag) and digits in _own_digits(found):
            yield say("the PIN is the user's own number or extension, which the group does not allow")
            break


def _longest(digits: str, step: int) -> int:
    """The longest row of digits of which each is the one before it and `step`."""
    longest = length = 1
    for before, after in pairwise(digits):
        length = length + 1 if int(after) - int(before) == step else 1
        longest = max(longest, length)
    return longest


def _own_digits(found: TenantObject) -> set[str]:
    """How a user's extension and number are dialled."""
    number, extension = found.settings.get("number"), found.settings.get("extension")
    code = country_code(number) if isinstance(number, str) else ""
    forms = [str(number).removeprefix("+"), f"0{str(number).removeprefix(code)}"] if number else []
    return {str(extension), *forms} if extension else {*forms}
