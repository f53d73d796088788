"""The commands that fill an empty company, as files."""

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from nummerplan.model.artefact import Artefact, Loss, Rendering, Workbench
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Defect, Operation, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.envelope import ENCODING, document, split
from nummerplan.targets.broadworks.client.problems import problems
from nummerplan.targets.broadworks.client.profile import DEFAULT, RELEASES
from nummerplan.targets.broadworks.loss_kinds import REFUSED_SETTING
from nummerplan.targets.broadworks.tenant.command_order import operations
from nummerplan.targets.broadworks.tenant.image import image
from nummerplan.targets.broadworks.tenant.wanted_tenant import wanted

MARKS = {"service_provider": "{{service provider}}", "group": "{{group}}", "domain": "{{domain}}"}
"""What stands for what the plan does not say of its platform."""


def documents(bench: Workbench) -> Rendering:
    """One file for each document. What the platform would refuse is left out, and reported as a loss."""
    site = _site(bench)
    release = _release(bench, site)
    found = wanted(bench, site)
    made = ChangeSet(tuple(Change("create", None, one) for one in found.tenant.objects.values()))
    commands = [one for one in operations(made, Tenant({}), site) if not problems(one, release)]
    refused = _against_schema(bench, found.tenant, commands, release)
    commands = [one for place, one in enumerate(commands) if place not in refused]
    losses = (*found.losses, *(_refused(defect) for defect in (*found.defects, *refused.values())))
    notes = (*found.notes, *_notes(bench))
    whole = not found.defects and not refused
    made_plan = image(found.tenant, site, bench.linked.plan.company.country) if whole else None
    return Rendering(tuple(_files(split(commands), release)), losses, notes, made_plan)


def _site(bench: Workbench) -> Site:
    where = bench.linked.plan.platform
    name = where.name if where is not None else "broadworks"
    known = {part: getattr(where, part, None) or mark for part, mark in MARKS.items()}
    return Site(name, "broadworks", bench.platforms.get(name, {}), **known)


def _release(bench: Workbench, site: Site) -> str:
    release = str(site.settings.get("release") or bench.settings.get("release") or DEFAULT)
    if release not in RELEASES:
        text = say(
            "{release} is no release of BroadWorks; there are {known}", release=release, known=", ".join(RELEASES)
        )
        raise SettingError(text)
    return release


def _against_schema(bench: Workbench, tenant: Tenant, commands: Sequence[Operation], release: str) -> dict[int, Defect]:
    """What the operator's own schema does not allow, by the command's place; nothing without one."""
    folder = bench.settings.get("schema")
    if not folder:
        return {}
    from nummerplan.targets.broadworks.client.schema import OciSchema

    try:
        place = Path(folder).expanduser()
    except RuntimeError as problem:
        raise SettingError(say("{file} cannot be used: {reason}", file=folder, reason=problem)) from None
    schema = OciSchema(place)
    judged = ((place, one, schema.problems([one], release)) for place, one in enumerate(commands))
    return {place: Defect(tenant.objects[one.identity].route, found[0]) for place, one, found in judged if found}


def _refused(defect: Defect) -> Loss:
    text = say("{problem}; what the platform would refuse is left out", problem=defect.message)
    return Loss(defect.route, text, REFUSED_SETTING)


def _notes(bench: Workbench) -> list[Message]:
    where = bench.linked.plan.platform
    absent = [mark for part, mark in MARKS.items() if not getattr(where, part, None)]
    if not absent:
        return []
    return [say("the plan does not say where it lives: the documents hold {marks}", marks=", ".join(absent))]


def _files(parts: Sequence[Sequence[Operation]], release: str) -> list[Artefact]:
    """`001-schedule.xml`: the place in the order, and what the first command is about."""
    width = max(3, len(str(len(parts))))
    return [
        Artefact(f"{place:0{width}d}-{part[0].identity.kind}.xml", _indented(document(part, release=release)))
        for place, part in enumerate(parts, 1)
    ]


def _indented(content: bytes) -> bytes:
    """A document for people to read; blanks between elements mean nothing to a platform."""
    root = etree.fromstring(content)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding=ENCODING) + b"\n"
