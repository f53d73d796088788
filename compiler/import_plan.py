"""A plan from what a live company holds, in a folder of its own."""

from pathlib import Path

from nummerplan.compiler.discover import PLAN_NAME
from nummerplan.compiler.dump import dump
from nummerplan.compiler.whole_file import write_whole
from nummerplan.model.artefact import RenderError
from nummerplan.model.company import Platform
from nummerplan.model.message import say
from nummerplan.model.platform import Connection, Provisioning, Site
from nummerplan.model.tenant import Tenant


def import_plan(site: Site, provisioning: Provisioning, connection: Connection, out: Path) -> tuple[Path, Tenant]:
    """Read the company and write `plan.yaml`; gives the file, and what the platform holds.

    Nothing is overwritten: raises `RenderError` when there is a plan already, or the file cannot be written.
    """
    file = out / PLAN_NAME
    refuse_overwriting(out)
    tenant = connection.read()
    plan = provisioning.plan_of(tenant, site)
    if plan.platform is None:
        here = Platform(
            name=site.name, service_provider=site.service_provider, group=site.group, domain=site.domain or None
        )
        plan = plan.model_copy(update={"platform": here})
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_whole(file, dump(plan).encode())
    except OSError as problem:
        raise RenderError(
            say("{path} cannot be written: {reason}", path=str(file), reason=problem.strerror or "unknown")
        ) from problem
    return file, tenant


def refuse_overwriting(out: Path) -> None:
    """See that no plan would be lost. Raises `RenderError`."""
    if out.exists() and not out.is_dir():
        raise RenderError(say("{path} is no folder", path=str(out)))
    there = [file for file in (out.iterdir() if out.exists() else ()) if file.suffix in (".yaml", ".yml")]
    if there:
        raise RenderError(say("{path} is there already; name another folder with --out", path=str(there[0])))
