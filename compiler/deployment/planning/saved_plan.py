"""Deployments that were planned and saved, to be carried out exactly so and later.

The file says what would be changed, of which files of the plan, and in which state of the platform; there is no secret
in it. It is JSON, and for one release's reading: another release may do things in another way.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nummerplan.compiler.deployment.planning.manual_switches import SWITCHES
from nummerplan.compiler.deployment.records.tenant_json import changes_from, changes_json
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.artefact import SettingError
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.message import say

VERSION = 1
LARGEST_FILE = 500_000_000
_AUDIO = re.compile(r"\{\{audio (.*)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """One deployment of a saved plan. `plan` is the plan's file, seen from the working directory.

    `files` are digests of what the deployment was made from, `state` is one of what the platform held.
    """

    plan: str
    tenant: str
    files: Mapping[str, str]
    state: str
    changes: ChangeSet
    commands: int


def save_plans(deployments: Iterable[tuple[Deployment, Iterable[Path]]], release: str, place: Path) -> None:
    """Write deployments to a file, each with the plan's files; whole or not at all. Raises `OSError`."""
    plans = [_saved(deployment, files) for deployment, files in deployments]
    text = json.dumps({"saved_plan": VERSION, "nummerplan": release, "plans": plans}, ensure_ascii=False, indent=1)
    atomic_write(place, f"{text}\n".encode())


def load_plans(place: Path, release: str) -> list[SavedPlan]:
    """The deployments of a file. Raises `SettingError` for a file that is no saved plan, or another release's."""
    try:
        content = place.read_bytes() if place.stat().st_size <= LARGEST_FILE else b""
        data = json.loads(content)
        if data["saved_plan"] != VERSION or data["nummerplan"] != release:
            raise SettingError(
                say("{path}: another release of nummerplan wrote this plan; plan again", path=str(place))
            )
        return [_loaded(item) for item in data["plans"]]
    except OSError as problem:
        raise SettingError(
            say("{path} cannot be read: {reason}", path=str(place), reason=problem.strerror or "unknown")
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SettingError(say("{path}: this is no saved plan", path=str(place))) from None


def digest_files(files: Iterable[Path], wanted: Tenant, folder: Path | None) -> dict[str, str]:
    """Digests of the files that a deployment is made from: the plan's, and the recordings that it names."""
    named = [reference for found in wanted.objects.values() for reference in found.secrets.values()]
    audio = [folder / found[1] for text in named if folder and (found := _AUDIO.fullmatch(text))]
    return {Path(os.path.relpath(file)).as_posix(): _digest(file) for file in sorted({*files, *audio})}


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


def _saved(deployment: Deployment, files: Iterable[Path]) -> dict[str, Any]:
    wanted = deployment.wanted.tenant
    return {
        "plan": deployment.plan,
        "tenant": deployment.site.tenant,
        "files": digest_files(files, wanted, Path(deployment.plan).parent),
        "state": digest_state(deployment.platform, wanted),
        "commands": len(deployment.operations),
        "changes": changes_json(deployment.changes),
    }


def _loaded(item: Any) -> SavedPlan:
    texts = [item[name] for name in ("plan", "tenant", "state")]
    files = dict(item["files"])
    if not all(isinstance(text, str) for text in (*texts, *files, *files.values())):
        raise ValueError("a text was expected")
    return SavedPlan(texts[0], texts[1], files, texts[2], changes_from(item["changes"]), int(item["commands"]))


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
