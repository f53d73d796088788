"""Deployments that stopped half-way: people are told of them before anything else.

A company is then neither as it was nor as a plan wants it, and nothing else that a command shows says why.
"""

from collections.abc import Iterable
from pathlib import Path

from nummerplan.compiler.deployment.records.journal import JournalError, open_journal
from nummerplan.compiler.deployment.records.state_folder import existing_tenant_folder
from nummerplan.compiler.deployment.records.tenant_lock import is_locked
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.model.deployment.deployment import DeploymentRun
from nummerplan.model.message import Message, say


def note_stopped_deployments(tenants: Iterable[str], journals: Path, dialogue: Dialogue) -> None:
    """Say of each company whose last deployment was cut off or refused half-way what was done, and what comes next."""
    for tenant in tenants:
        folder = existing_tenant_folder(journals, tenant)
        if folder is None:
            continue
        try:
            with open_journal(folder) as journal:
                run = journal.stopped()
        except JournalError:
            continue  # whoever opens it to work with it says what is wrong with it
        if run is not None:
            dialogue.note(_stopped_text(tenant, run, is_locked(folder) if run.state == "running" else False))


def _stopped_text(tenant: str, run: DeploymentRun, at_work: bool) -> Message:
    about = {"tenant": tenant, "who": run.who, "when": run.begun, "done": run.done}
    if at_work:
        return say("{tenant}: the deployment by {who} of {when} is at work; commands done so far: {done}", **about)
    if run.state == "running":
        return say(
            "{tenant}: the deployment by {who} of {when} was cut off; commands done: {done} or more."
            " The next deploy finishes it first",
            **about,
        )
    return say(
        "{tenant}: the platform refused a part of the deployment by {who} of {when}; commands done: {done}."
        " The next deploy begins from what the platform holds",
        **about,
    )
