"""What a run comes to, in one sentence: how much was found, in how much, and what was not read."""

from collections import Counter

from nummerplan.model.finding import Level
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.report import Coverage, Report


def report_summary(report: Report, translate: Translate) -> str:
    """`3 errors, 1 warning, 2 pieces of advice in 2 plans (231 objects); not read: notes.yaml`."""
    counted = Counter(finding.level for finding in report.findings)
    found = [_count(level, counted[level]) for level in Level if counted[level]] or [say("no findings")]
    coverage = report.coverage
    sentence = say(
        "{found} in {plans} ({objects})",
        found=", ".join(part.text(translate) for part in found),
        plans=say("1 plan") if coverage.plans == 1 else say("{count} plans", count=coverage.plans),
        objects=say("1 object") if coverage.objects == 1 else say("{count} objects", count=coverage.objects),
    )
    return "; ".join(part.text(translate) for part in (sentence, *_left_out(report)))


def level_name(level: Level) -> Message:
    """How a level is called."""
    return {Level.ERROR: say("error"), Level.WARNING: say("warning"), Level.ADVICE: say("advice")}[level]


def _count(level: Level, count: int) -> Message:
    one, many = {
        Level.ERROR: (say("1 error"), say("{count} errors", count=count)),
        Level.WARNING: (say("1 warning"), say("{count} warnings", count=count)),
        Level.ADVICE: (say("1 piece of advice"), say("{count} pieces of advice", count=count)),
    }[level]
    return one if count == 1 else many


def _unchanged(coverage: Coverage) -> Message:
    if coverage.unchanged == 1:
        return say("1 plan is as in {revision} and was not judged by itself", revision=coverage.since)
    about = {"count": coverage.unchanged, "revision": coverage.since}
    return say("{count} plans are as in {revision} and were not judged by themselves", **about)


def _left_out(report: Report) -> list[Message]:
    """What was left out of the findings, and why."""
    coverage = report.coverage
    parts = (
        (coverage.fixed, say("{count} fixed", count=coverage.fixed)),
        (coverage.suppressed, say("{count} suppressed", count=coverage.suppressed)),
        (coverage.baselined, say("{count} in the baseline", count=coverage.baselined)),
        (coverage.unchanged, _unchanged(coverage)),
        (coverage.not_read, say("not read: {files}", files=", ".join(coverage.not_read))),
    )
    return [text for left_out, text in parts if left_out]
