"""What deploying would change for each company, shown, written as JSON or saved; nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nummerplan.compiler.deployment.planning.caller_impact import caller_impact, caller_impact_json, caller_impact_lines
from nummerplan.compiler.deployment.planning.chosen_changes import PlanOptions
from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, Session
from nummerplan.compiler.deployment.planning.company_translation import against_translation, translation_to_come
from nummerplan.compiler.deployment.planning.deployments import plan_changes
from nummerplan.compiler.deployment.planning.saved_plan import write_saved_plans
from nummerplan.compiler.deployment.report.deployment_report import deployment_json, deployment_lines
from nummerplan.compiler.deployment.workflow.companies import Companies, read_each
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.compiler.difference.difference_text import DifferenceLine
from nummerplan.compiler.translation.compare_image import Translation
from nummerplan.compiler.translation.translation_text import loss_lines, translation_json, translation_lines
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection, Progress
from nummerplan.model.message import Message, say


@dataclass(frozen=True)
class PlannedCompany:
    """What deploying one company's plan would do."""

    company: CompanyPlan
    deployment: Deployment

    @cached_property
    def refusals(self) -> list[Message]:
        """Why deploy would not begin, of what callers would notice."""
        return list(against_translation(self.company, self.translation))

    @cached_property
    def translation(self) -> Translation | None:
        """Whether the platform will do what the plan says."""
        return translation_to_come(self.company, self.deployment)

    @cached_property
    def impact(self) -> list[DifferenceLine] | None:
        """What callers notice of it; None when it cannot be known."""
        return caller_impact(self.company, self.deployment)


def plan_companies(companies: Companies, options: PlanOptions, dialogue: Dialogue) -> tuple[list[PlannedCompany], int]:
    """Plan all companies side by side. Returns the planned ones, and the exit code of the others."""

    def read(session: Session, connection: Connection, progress: Progress) -> PlannedCompany:
        deployment = plan_changes(session, connection, options, progress)
        return PlannedCompany(session.company, deployment)

    found, code = read_each(companies, read, dialogue)
    return [planned for _, planned in found], code


def show_plans(planned: Sequence[PlannedCompany], dialogue: Dialogue, verbose: bool = False) -> None:
    """Show what would be changed, what callers notice, what the platform cannot do, and what deploy would refuse."""
    for one in planned:
        show_deployment(one, dialogue, verbose)
        for refusal in one.refusals:
            dialogue.refuse(refusal)


def show_deployment(one: PlannedCompany, dialogue: Dialogue, verbose: bool) -> None:
    """Show one deployment, what callers notice of it, what the platform cannot do, and whether the rest is proven."""
    for line in deployment_lines(one.deployment, one.company.plan.linked):
        dialogue.show(line)
    for line in caller_impact_lines(one.impact):
        dialogue.show(line)
    for line in loss_lines(one.deployment.wanted.losses, one.company.plan.document, verbose):
        dialogue.show(say("  loss: {loss}", loss=line))
    for line in translation_lines(one.translation) if one.translation is not None else ():
        dialogue.show(
            say("  translation, once what is left out is deployed too: {text}", text=line)
            if one.deployment.left_out
            else say("  translation: {text}", text=line)
        )


def is_refused(planned: Sequence[PlannedCompany]) -> bool:
    """Whether deploy would refuse some plan for what callers would notice."""
    return any(one.refusals for one in planned)


def impact_is_undecided(planned: Sequence[PlannedCompany]) -> bool:
    """Whether what callers notice of some plan was more work to compare than is done."""
    return any(not line.decided for one in planned for line in one.impact or ())


def has_changes(planned: Sequence[PlannedCompany]) -> bool:
    """Whether any platform would be changed."""
    return any(one.deployment.changes for one in planned)


def plans_json(planned: Sequence[PlannedCompany]) -> dict[str, Any]:
    """The plans for programs, with their effect on callers: null where that is not known."""
    plans = [
        {
            **deployment_json(one.deployment, one.company.plan.document),
            "callers": caller_impact_json(one.impact),
            "translation": translation_json(one.translation),
            # What was left out is not there yet: the translation is that of the whole plan.
            "translation_supposes_the_rest": bool(one.deployment.left_out),
        }
        for one in planned
    ]
    return {"version": 1, "plans": plans}


def save_plans(planned: Sequence[PlannedCompany], journals: Path, file: Path, dialogue: Dialogue) -> None:
    """Save what was planned. Raises `SettingError` when it cannot be written."""
    write_saved_plans(((one.company, one.deployment) for one in planned), journals, file)
    dialogue.note(say("saved in {file}; deploy --plan {file} does exactly this", file=str(file)))
