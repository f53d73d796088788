"""The proof of a plan with all that it rests on: its files by their bytes, its limits, and what it cannot know."""

from hashlib import sha256
from os.path import relpath
from pathlib import Path

from nummerplan.compiler.proof.assumptions import assumptions
from nummerplan.compiler.proof.prove_plan import prove_plan
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import FileSum, PlanProof
from nummerplan.model.document import Document
from nummerplan.model.plan.company import ManagedByUser

ROUTING: tuple[ManagedByUser, ...] = ("forwarding", "night_forwarding")
"""What people switch by hand that changes where calls go; greetings do not."""


def certify(document: Document, linked: LinkedPlan, whole: bool = True) -> PlanProof:
    """Prove every number of a plan; a plan that could not be read whole is only named, with its files."""
    files = tuple(FileSum(source.name, source.sha256) for source in document.files)
    return PlanProof(
        linked=linked,
        files=files,
        sha256=_of_all(files, document.name),
        assumptions=assumptions(linked),
        left_to_users={setting: left for setting in ROUTING if (left := _left_to(setting, linked))},
        unheld=_unheld(linked) if whole else (),
        entries=tuple(prove_plan(linked)) if whole else (),
        whole=whole,
    )


def _of_all(files: tuple[FileSum, ...], root: str) -> str:
    """The sum of what `sha256sum` prints for the files, sorted by name and seen from the plan's folder."""
    folder = Path(root).parent
    lines = sorted(f"{file.sha256}  {Path(relpath(file.name, folder)).as_posix()}\n" for file in files)
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _left_to(setting: ManagedByUser, linked: LinkedPlan) -> tuple[str, ...]:
    """The objects with this setting that leave it to people; forwarding is a user's alone."""
    plan = linked.plan
    sections = (plan.users, plan.hunt_groups, plan.auto_attendants) if setting == "night_forwarding" else (plan.users,)
    usual = plan.company.managed_by_user
    entities = [entity for section in sections for entity in section.values()]
    managed = ((one.key, usual if one.managed_by_user is None else one.managed_by_user) for one in entities)
    return tuple(key for key, settings in managed if setting in settings)


def _unheld(linked: LinkedPlan) -> tuple[tuple[str, str], ...]:
    """Assigned numbers that lead to nothing, and are no entry of the proof."""
    used = {*linked.numbers, *(node.key for node in linked.graph.edges if node.kind == "number")}
    return tuple((first, last) for _, first, last in linked.assigned_rows.unused(used))
