"""A plan from what a live company holds, in a folder of its own."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from nummerplan.compiler.reading.discover import PLAN_NAME
from nummerplan.compiler.text.plan_yaml import dump
from nummerplan.compiler.writing.atomic_write import write_whole
from nummerplan.model.deployment.platform import Connection, Provisioning, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import RenderError
from nummerplan.model.message import say
from nummerplan.model.plan.company import Platform

Connect = Callable[[Site], AbstractContextManager[Connection]]


def import_plan(site: Site, provisioning: Provisioning, connect: Connect, out: Path) -> tuple[Path, Site, Tenant]:
    """Read the company and write `plan.yaml`; gives the file, the site, and what the platform holds.

    Without a domain that of most of the company's ids is taken. Nothing is overwritten: raises `RenderError` when there
    is a plan already, or the file cannot be written.
    """
    file = out / PLAN_NAME
    refuse_overwriting(out)
    tenant = _read(site, connect)
    if not site.domain and (domain := _domain(tenant)):
        site = replace(site, domain=domain)
        tenant = _read(site, connect)
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
    return file, site, tenant


def _read(site: Site, connect: Connect) -> Tenant:
    with connect(site) as connection:
        return connection.read()


def _domain(tenant: Tenant) -> str:
    """The domain of most ids, if they have any: what is left alone may be so because its domain was not known."""
    names = [identity.name for identity in (*tenant.objects, *tenant.untouched)]
    domains = Counter(domain for name in names if (domain := name.rpartition("@")[2]) != name)
    return domains.most_common(1)[0][0] if domains else ""


def refuse_overwriting(out: Path) -> None:
    """See that no plan would be lost. Raises `RenderError`."""
    if out.exists() and not out.is_dir():
        raise RenderError(say("{path} is no folder", path=str(out)))
    there = [file for file in (out.iterdir() if out.exists() else ()) if file.suffix in (".yaml", ".yml")]
    if there:
        raise RenderError(say("{path} is there already; name another folder with --out", path=str(there[0])))
