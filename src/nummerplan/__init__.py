"""nummerplan: a company's telephone plan as text, checked, proven and compiled.

The functions of this module are the public API (`docs/api.md`); everything below it may change. They take a plan that
`load` gave and return frozen results; `to_json()` gives what `--format json` of the command writes. Whatever they
raise on purpose is a `NummerplanError`, with a sentence (`message`) and the `exit_code` of the command. Importing
this module imports nothing else: each function imports what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nummerplan.model.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from nummerplan.model.calls.guard import State
    from nummerplan.model.compiled import Compiled
    from nummerplan.model.errors import FileError, NummerplanError, PlanError, SettingError
    from nummerplan.model.loaded_plan import LoadedPlan
    from nummerplan.model.results import Differences, FindingResult, FollowedCall, Proof, Results


__version__ = VERSION

__all__ = [
    "FileError",
    "NummerplanError",
    "PlanError",
    "SettingError",
    "__version__",
    "check",
    "compile",
    "diff",
    "load",
    "prove",
    "trace",
]


def load(path: str | Path, today: date | None = None) -> LoadedPlan:
    """Read and type the plan at a path: a file, or a folder with one plan in it or below it.

    `today` is the day that holidays and suppressions are counted from; without it the present one. What is wrong in
    the text is never raised: it is among `findings` of the plan, and `usable` says whether the rest can be asked.
    Raises `FileError` (3) when the plan's file cannot be read, when there is none, or several, and `SettingError` (2)
    for a `nummerplan.toml` above it that cannot be used.
    """
    from pathlib import Path

    from nummerplan.compiler.pipeline import load as load_path

    return load_path(Path(path), today)


def check(
    plan: LoadedPlan, select: Iterable[str] | None = None, ignore: Iterable[str] | None = None
) -> Results[FindingResult]:
    """What the rules find, in the order of the text, each finding with its place (`span`).

    `select` and `ignore` are names or codes of rules, or beginnings of codes (`NP1`); without `select` those of the
    settings count, and `ignore` comes on top of theirs. No baseline is applied. Raises `SettingError` for a rule that
    does not exist.
    """
    from nummerplan.compiler.findings.check_plans import check_plans, report
    from nummerplan.compiler.findings.report.json import finding_results
    from nummerplan.compiler.findings.rule_selection import choose_rules

    return finding_results(report(check_plans([plan], choose_rules(plan.project, select, ignore))))


def trace(  # noqa: PLR0913 - one parameter for each thing that can be said of a call
    plan: LoadedPlan,
    dial: str,
    *,
    caller: str = "external",
    at: str | datetime | None = None,
    press: Iterable[str] = (),
    people: Mapping[str, State] | None = None,
) -> FollowedCall:
    """Follow one call.

    `dial` is a number, an extension or a key of the plan; `caller` is external, anonymous, internal, a number, or a
    colleague's extension or key. `at` is `"2026-12-25 10:00"`, `"Mon 10:00"` (the next one) or a `datetime`, by the
    company's clock; without it now. `press` are the keys that the caller presses, in order (`"1"`, `"star"`, `"wait"`).
    `people` says how people are, by key, extension or number: absent, busy, on_call or unreachable; everybody else
    answers. Raises `CallError` (2) when there is no such call, and `PlanError` (1) for a plan that is not usable.
    """
    from nummerplan.compiler.calls.describe_call import Description, by_state
    from nummerplan.compiler.calls.followed_call import followed_call

    return followed_call(plan, Description(dial, caller, at or "now", tuple(press), by_state(people or {})))


def prove(plan: LoadedPlan) -> Proof:
    """Prove for each number and extension, in each situation, that no call is lost, or show one that is.

    `rows` has one row for each entry and situation. Nothing is proven of a plan that could not be read whole: its
    verdict is `not_proven`.
    """
    from nummerplan.compiler.proof.certificate import certify
    from nummerplan.compiler.text.proof_json import proof_result

    return proof_result(certify(plan.document, plan.linked, whole=not plan.damaged))


def diff(old: LoadedPlan, new: LoadedPlan) -> Differences:
    """What callers notice, and colleagues who call out, when the new plan takes the place of the old one.

    `alike` says whether nobody notices anything. Raises `PlanError` (1) for a plan that is not usable.
    """
    from nummerplan.compiler.comparison.difference_json import compare_loaded

    return compare_loaded(old, new)


def compile(  # noqa: A001 - the word for it
    plan: LoadedPlan, targets: str | Iterable[str], secrets: str | Mapping[str, str] | None = None
) -> Compiled:
    """What targets (`phones`, `voicemail`, `broadworks`) make of a plan: files and losses. Nothing is written.

    `secrets` are the texts of secrets by name, or where they come from (`env`, `file:PATH`); without it what the
    settings say, or marks in their place. Raises `PlanError` (1) for a plan with errors, `SettingError` (2) for a
    target or a provider that there is not and for missing secrets, and an error with exit code 3 for unusable audio.
    """
    from nummerplan.compiler.artefacts.compile_plans import compile_loaded

    return compile_loaded(plan, (targets,) if isinstance(targets, str) else tuple(targets), secrets)


def __getattr__(name: str) -> Any:
    """The errors, imported when somebody names one."""
    if name in ("FileError", "NummerplanError", "PlanError", "SettingError"):
        from nummerplan.model import errors

        return getattr(errors, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
