"""Deployments that were planned and saved, to be carried out exactly so and later.

The file says what would be changed and with which commands, of which files of the plan, and in which state of the
platform; there is no secret in it. It is JSON, and for one release's reading: another release may do things in another
way. What is sent comes from the file alone, so it carries a seal: a hash with the key of the folder of journals, which
nobody can make who cannot read that key.
"""

import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.compare_tenants import SWITCHES
from nummerplan.compiler.deployment.records.tenant_json import changes_from, changes_json
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, Tenant
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say

VERSION = 1
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
    files: Mapping[str, str]
    state: str
    changes: ChangeSet
    operations: Sequence[Mapping[str, Any]]


def write_saved_plans(
    deployments: Iterable[tuple[CompanyPlan, Deployment]], release: str, key: bytes, place: Path
) -> None:
    """Write deployments to a file, sealed with the key of the journals; whole or not at all. Raises `SettingError`."""
    plans = [_saved(company, deployment) for company, deployment in deployments]
    data = {"saved_plan": VERSION, "nummerplan": release, "plans": plans, "seal": _seal(plans, key)}
    try:
        atomic_write(place, f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode())
    except OSError as problem:
        about = {"path": str(place), "reason": problem.strerror or "unknown"}
        raise SettingError(say("{path} cannot be written: {reason}", **about)) from None


def read_saved_plans(place: Path, release: str, key: bytes) -> tuple[SavedPlan, ...]:
    """The deployments of a file.

    Raises `SettingError` for a file that is no saved plan, is another release's, or was not sealed with this key.
    """
    try:
        content = place.read_bytes() if place.stat().st_size <= LARGEST_PLAN else b""
        data = json.loads(content)
        if data["saved_plan"] != VERSION or data["nummerplan"] != release:
            raise SettingError(
                say("{path}: another release of nummerplan wrote this plan; plan again", path=str(place))
            )
        if not hmac.compare_digest(data["seal"], _seal(data["plans"], key)):
            raise SettingError(
                say(
                    "{path}: this plan was changed after it was saved, or saved with another folder of journals;"
                    " plan again",
                    path=str(place),
                )
            )
        return tuple(_loaded(item) for item in data["plans"])
    except OSError as problem:
        raise SettingError(
            say("{path} cannot be read: {reason}", path=str(place), reason=problem.strerror or "unknown")
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SettingError(say("{path}: this is no saved plan", path=str(place))) from None


def saved_operations(company: CompanyPlan, saved: SavedPlan) -> tuple[Operation, ...]:
    """The commands of a saved plan, exactly as they were planned."""
    read = company.provisioning.fields_from
    return tuple(
        Operation(
            Identity(*item["object"]), item["request"], read(item["fields"]), item["together"], item["reversible"]
        )
        for item in saved.operations
    )


def digest_files(company: CompanyPlan, wanted: Tenant) -> dict[str, str]:
    """Digests of the files that a deployment is made from: the plan's, and the recordings that it names."""
    named = [reference for found in wanted.objects.values() for reference in found.secrets.values()]
    folder = company.folder
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


def _saved(company: CompanyPlan, deployment: Deployment) -> dict[str, Any]:
    wanted = deployment.wanted.tenant
    return {
        "plan": deployment.plan,
        "tenant": deployment.site.tenant,
        "files": digest_files(company, wanted),
        "state": digest_state(deployment.platform, wanted),
        "changes": changes_json(deployment.changes),
        "operations": [
            {
                "object": list(operation.identity),
                "request": operation.request,
                "fields": company.provisioning.fields_json(operation.fields),
                "together": operation.together,
                "reversible": operation.reversible,
            }
            for operation in deployment.operations
        ],
    }


def _seal(plans: Any, key: bytes) -> str:
    return hmac.new(key, b"saved plan\n" + json.dumps(plans, sort_keys=True).encode(), hashlib.sha256).hexdigest()


def _loaded(item: Any) -> SavedPlan:
    texts = [item[name] for name in ("plan", "tenant", "state")]
    files = dict(item["files"])
    if not all(isinstance(text, str) for text in (*texts, *files, *files.values())):
        raise ValueError("a text was expected")
    return SavedPlan(texts[0], texts[1], files, texts[2], changes_from(item["changes"]), item["operations"])


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
