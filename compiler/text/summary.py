"""What a run comes to, in one sentence: how much was found, in how much, and what was not read."""

import re
from collections import Counter
from functools import cache

from nummerplan.compiler.text.translate import languages, translator
from nummerplan.model.finding import Level
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.report import Coverage, Report


def report_summary(report: Report, translate: Translate) -> str:
    """`3 errors, 1 warning, 2 pieces of advice in 2 plans (231 objects); not read: notes.yaml`."""
    counted = Counter(finding.level for finding in report.findings)
    found = [_count(level, counted[level]) for level in Level if counted[level]] or [_NOTHING]
    shown = ", ".join(part.text(translate) for part in found)
    sentence = _sentence(shown, _plans(report.coverage.plans), _objects(report.coverage.objects))
    return "; ".join(part.text(translate) for part in (sentence, *_left_out(report)))


def is_summary(line: str) -> bool:
    """Whether a line is a summary, in one of the languages that there are."""
    return any(form.fullmatch(line) for form in _forms())


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """What a summary looks like in each language."""
    return tuple(re.compile(_form(translator(language)), re.DOTALL) for language in languages())


def _form(translate: Translate) -> str:
    def either(*messages: Message) -> str:
        texts = (re.escape(message.text(translate)).replace(_FIGURE, r"\d+") for message in messages)
        return f"(?:{'|'.join(texts)})"

    some = either(*(_count(level, count) for level in Level for count in (1, _FIGURE)))
    parts = {
        "FOUND": f"(?:{either(_NOTHING)}|{some}(?:, {some})*)",
        "PLANS": either(_plans(1), _plans(_FIGURE)),
        "OBJECTS": either(_objects(1), _objects(_FIGURE)),
    }
    form = re.escape(_sentence("FOUND", "PLANS", "OBJECTS").text(translate))
    for name, part in parts.items():
        form = form.replace(name, part)
    return f"{form}(?:; .*)?"


_NOTHING = say("no findings")
_FIGURE = "FIGURE"


def _sentence(found: object, plans: object, objects: object) -> Message:
    return say("{found} in {plans} ({objects})", found=found, plans=plans, objects=objects)


def _plans(count: object) -> Message:
    return say("1 plan") if count == 1 else say("{count} plans", count=count)


def _objects(count: object) -> Message:
    return say("1 object") if count == 1 else say("{count} objects", count=count)


def level_name(level: Level) -> Message:
    """How a level is called."""
    return {Level.ERROR: say("error"), Level.WARNING: say("warning"), Level.ADVICE: say("advice")}[level]


def _count(level: Level, count: object) -> Message:
    one, many = {
        Level.ERROR: (say("1 error"), say("{count} errors", count=count)),
        Level.WARNING: (say("1 warning"), say("{count} warnings", count=count)),
        Level.ADVICE: (say("1 piece of advice"), say("{count} pieces of advice", count=count)),
    }[level]
    return one if count == 1 else many


def _left_out(report: Report) -> list[Message]:
    """What was left out of the findings, and why."""
    coverage = report.coverage
    parts = (
        (coverage.fixed, say("{count} fixed", count=coverage.fixed)),
        (coverage.suppressed, say("{count} suppressed", count=coverage.suppressed)),
        (coverage.baselined, say("{count} in the baseline", count=coverage.baselined)),
        (len(coverage.stale), say("{count} of the baseline no longer there", count=len(coverage.stale))),
        (coverage.since, _unchanged(coverage)),
        (coverage.not_read, say("not read: {files}", files=", ".join(coverage.not_read))),
    )
    return [text for left_out, text in parts if left_out]


def _unchanged(coverage: Coverage) -> Message:
    one = say("1 plan unchanged since {revision}, and not looked at", revision=coverage.since)
    many = say(
        "{count} plans unchanged since {revision}, and not looked at", count=coverage.unchanged, revision=coverage.since
    )
    return one if coverage.unchanged == 1 else many
