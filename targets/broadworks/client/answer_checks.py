"""Checks of answers: whatever is not what was asked for stops the reading, and is never taken for "nothing there"."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answers import OciAnswer
from nummerplan.targets.broadworks.client.profile import name_in
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.client.transport import readable

SCHEMA = 6004
"""The platform's schema does not have this: a request or a field of another release."""
NOT_ALLOWED = 5404
_UNKNOWN_REQUEST = re.compile(r"qname: '(?:\w+:)?(\w+)'")
ChosenT = TypeVar("ChosenT")
_SUBJECTS = ("user_id", "service_user_id", "device_name", "schedule_key", "criteria_name")


def is_answered(request: str, answer: OciAnswer) -> bool:
    """Whether an answer is of the type that its request asks for, or a refusal. `request` is the name that was sent."""
    wanted = request.replace("Request", "Response") if "Get" in request else "SuccessResponse"
    return answer.type in (wanted, "ErrorResponse")


def expect_types(queries: Sequence[Query], answers: Sequence[OciAnswer], release: str) -> None:
    """Raise `PlatformError` for an answer of a type that its question does not have, and for an unknown request."""
    for query, answer in zip(queries, answers, strict=True):
        request = name_in(query.request, release)
        if not is_answered(request, answer):
            about = {"request": request, "object": subject(query), "type": readable(answer.type) or "-"}
            raise PlatformError(
                say(
                    "{request} was asked of {object}, and the platform answered with {type}, which is no answer to it;"
                    " nothing was changed. Run it again, and tell the platform's operator if it stays so",
                    **about,
                )
            )
        if answer.code == SCHEMA:
            raise _unknown(request, answer, release)


def expect_answer(query: Query, answer: Answer) -> None:
    """Raise `PlatformError` for a refusal, unless it says that what was asked for is not there."""
    if answer.error is None or answer.code in query.absent:
        return
    about = {"request": query.request, "object": subject(query), "error": answer.error}
    if answer.code == NOT_ALLOWED:
        raise PlatformError(
            say(
                "{request} was asked of {object}, and this login may not see it: {error}; nothing was changed."
                " Ask the platform's operator for the right to read",
                **about,
            )
        )
    raise PlatformError(
        say(
            "{request} was asked of {object}, and the platform answered: {error}; what it holds there is not known, so"
            " nothing was changed. Run it again, and ask the platform's operator if it stays so",
            **about,
        )
    )


def subject(query: Query) -> str:
    """What a question is about: a user, a telephone, a schedule, else the group."""
    named = [query.fields[name] for name in _SUBJECTS if name in query.fields]
    texts = [str(one.get("schedule_name", "")) if isinstance(one, dict) else str(one) for one in named]
    return ", ".join(texts) or str(query.fields.get("group_id", "-"))


def unknown_request(answer: OciAnswer) -> str | None:
    """The name of the request that the platform's schema lacks, where its refusal says it."""
    found = _UNKNOWN_REQUEST.search(answer.error or "") if answer.code == SCHEMA else None
    return found[1] if found else None


def _unknown(request: str, answer: OciAnswer, release: str) -> PlatformError:
    named = unknown_request(answer)
    if named is not None:
        return PlatformError(
            say(
                "the platform has no {request}, which belongs to release {release}: {error};"
                " write the platform's own release into its settings",
                request=named,
                release=release,
                error=answer.error,
            )
        )
    return PlatformError(
        say(
            "the platform does not take {request} as release {release} has it: {error};"
            " write the platform's own release into its settings",
            request=request,
            release=release,
            error=answer.error,
        )
    )


def table_rows(answer: Answer, table: str, *headings: str) -> list[dict[str, str]]:
    """The rows of a table that has these columns. Raises `PlatformError` for an answer that lacks it or them.

    Without this an answer of another kind would read as "nothing there", and everything would be made again.
    """
    if answer.first(table) is None:
        raise PlatformError(say("the platform's answer has no {table}", table=table))
    found = answer.table(table)
    for heading in headings:
        if any(heading not in row for row in found):
            text = say("the platform's {table} has no column {heading}", table=table, heading=heading)
            raise PlatformError(text)
    return found


def chosen(answer: Answer, name: str, options: Mapping[str, ChosenT]) -> ChosenT:
    """What one of several words means. Raises `PlatformError` for any other word, and where there is none."""
    text = answer.text(name) or ""
    if text not in options:
        known = ", ".join(options)
        raise PlatformError(
            say(
                "the platform's answer has {text} in {name}, which is none of {known}; what it means is not known, so"
                " nothing was changed",
                text=text,
                name=name,
                known=known,
            )
        )
    return options[text]


def whole_number(answer: Answer, name: str) -> int:
    """A whole number. Raises `PlatformError` for anything else."""
    number = number_in(answer.text(name))
    if number is None:
        raise PlatformError(say("the platform's answer has no number in {name}", name=name))
    return number


def number_in(text: str | None) -> int | None:
    """A whole number of a platform's answer; None for anything else, also for one of thousands of digits."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None
