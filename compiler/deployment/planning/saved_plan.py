"""Deployments that were planned and saved, to be carried out exactly so and later.

The file says what would be changed and with which commands, of which files of the plan, and in which state of the
platform; there is no secret in it. It is JSON, and for one release's reading: another release may do things in another
way. What is sent comes from the file alone, so each company's part carries a seal: a hash with the key of the folder of
journals, which nobody can make who cannot read that key. A part stands for itself: others may be taken out of the file.
"""

import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, TypeAdapter

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.compare_tenants import SWITCHES
from nummerplan.compiler.deployment.records.secret_fingerprints import fingerprint_key
from nummerplan.compiler.deployment.records.tenant_json import changes_from, changes_json
from nummerplan.compiler.reading.discover import plan_folder
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, Tenant
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.version import VERSION

FORMAT = 2
LARGEST_PLAN = 500_000_000
"""The largest file that is read, in bytes."""
_AUDIO = re.compile(r"\{\{audio (.*)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """One deployment of a saved plan. `plan` is the plan's file, seen from the working directory.

    `files` are digests of what the deployment was made from, `state` is one of what the platform held. `operations` are
    the commands as plain data, which the target of the platform reads.
    """

    plan: str
    tenant: str
    files: dict[str, str]
    state: str
    # A `ChangeSet`, which pydantic is not to look into: values of settings hold values.
    changes: Annotated[Any, PlainValidator(changes_from), PlainSerializer(changes_json)]
    operations: list[dict[str, Any]]
    left_out: list[tuple[str, str]]
    seal: str = ""


_PLANS = TypeAdapter(tuple[SavedPlan, ...])


def write_saved_plans(deployments: Iterable[tuple[CompanyPlan, Deployment]], journals: Path, place: Path) -> None:
    """Write deployments to a file, sealed with the key of the journals; whole or not at all. Raises `SettingError`."""
    plans = _PLANS.dump_python(tuple(_saved(company, deployment) for company, deployment in deployments))
    sealed = [plan | {"seal": _seal(plan, journals)} for plan in plans]
    data = {"saved_plan": FORMAT, "nummerplan": VERSION, "plans": sealed}
    try:
        atomic_write(place, f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode(), _is_saved_plan)
    except OSError as problem:
        about = {"path": str(place), "reason": problem.strerror or "unknown"}
        raise SettingError(say("{path} cannot be written: {reason}", **about)) from None


def _is_saved_plan(content: bytes) -> bool:
    return content.lstrip().startswith(b"{") and b'"saved_plan"' in content[:200]


def read_saved_plans(place: Path, journals: Path) -> tuple[SavedPlan, ...]:
    """The deployments of a file.

    Raises `SettingError` for a file that is no saved plan, is another release's, or has a part without a seal of these
    journals.
    """
    try:
        content = place.read_bytes() if place.stat().st_size <= LARGEST_PLAN else b""
        data = json.loads(content)
        json.dumps(data, ensure_ascii=False).encode()  # half of a surrogate pair can be written nowhere
        if data["saved_plan"] != FORMAT or data["nummerplan"] != VERSION:
            raise SettingError(
                say("{path}: another release of nummerplan wrote this plan; plan again", path=str(place))
            )
        for plan in data["plans"]:
            if not hmac.compare_digest(plan["seal"], _seal(plan, journals)):
                raise SettingError(
                    say(
                        "{path}: the plan of {tenant} was changed after it was saved, or saved with another folder of"
                        " journals; plan again",
                        path=str(place),
                        tenant=plan["tenant"],
                    )
                )
        plans = _PLANS.validate_python(data["plans"])
        if len({plan.tenant for plan in plans}) < len(plans):
            raise ValueError("a company is planned once")
        return plans
    except OSError as problem:
        raise SettingError(
            say("{path} cannot be read: {reason}", path=str(place), reason=problem.strerror or "unknown")
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SettingError(say("{path}: this is no saved plan", path=str(place))) from None


def saved_operations(company: CompanyPlan, saved: SavedPlan) -> tuple[Operation, ...]:
    """The commands of a saved plan, exactly as they were planned. Raises `SettingError` for what is none."""
    try:
        return tuple(_operation(company, item) for item in saved.operations)
    except (KeyError, TypeError, ValueError, AttributeError):
        about = {"plan": saved.plan}
        raise SettingError(say("{plan}: what was saved of this plan is no deployment; plan again", **about)) from None


def _operation(company: CompanyPlan, item: dict[str, Any]) -> Operation:
    kind, name = item["object"]
    fields = company.provisioning.fields_from(item["fields"])
    together, reversible, texts = item["together"], item["reversible"], (kind, name, item["request"])
    if not (all(isinstance(text, str) for text in texts) and type(together) is int and isinstance(reversible, bool)):
        raise TypeError("this is no operation")
    return Operation(Identity(kind, name), item["request"], fields, together, reversible)


def digest_files(company: CompanyPlan, wanted: Tenant) -> dict[str, str]:
    """Digests of the files that a deployment is made from: the plan's, and the recordings that it names."""
    named = [reference for found in wanted.objects.values() for reference in found.secrets.values()]
    folder = plan_folder(company.plan.document.name)
    audio = [folder / found[1] for text in named if folder and (found := _AUDIO.fullmatch(text))]
    return {Path(os.path.relpath(file)).as_posix(): _digest(file) for file in sorted({*company.files, *audio})}


def digest_state(platform: Tenant, wanted: Tenant) -> str:
    """A digest of what a platform holds, as far as the plan speaks of it.

    Switches that people use every day are left out: a night switch that was turned does not make a plan stale. What
    they are changed from is compared all the same, when a change says so.
    """
    rows = []
    for identity, found in platform.objects.items():
        names = wanted.objects[identity].settings if identity in wanted.objects else found.settings
        settings = {name: found.settings.get(name) for name in sorted(names) if name not in SWITCHES}
        rows.append(json.dumps([*identity, settings], sort_keys=True))
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def _saved(company: CompanyPlan, deployment: Deployment) -> SavedPlan:
    wanted = deployment.wanted.tenant
    operations = [
        {
            "object": list(operation.identity),
            "request": operation.request,
            "fields": company.provisioning.fields_json(operation.fields),
            "together": operation.together,
            "reversible": operation.reversible,
        }
        for operation in deployment.operations
    ]
    files, state = digest_files(company, wanted), digest_state(deployment.platform, wanted)
    left_out = [(kind, name) for kind, name in deployment.left_out]
    return SavedPlan(deployment.plan, deployment.site.tenant, files, state, deployment.changes, operations, left_out)


def _seal(plan: dict[str, Any], journals: Path) -> str:
    """The seal of one company's part."""
    part = [FORMAT, VERSION, {name: value for name, value in plan.items() if name != "seal"}]
    content = b"saved plan\n" + json.dumps(part, sort_keys=True).encode()
    return hmac.new(fingerprint_key(journals), content, hashlib.sha256).hexdigest()


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
