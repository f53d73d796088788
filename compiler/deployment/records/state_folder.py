"""Where the journals of deployments are kept."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


def state_folder(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of journals, made when it is missing, for its owner alone.

    That is what `--journal` names, else `nummerplan` in the user's folder for state (`XDG_STATE_HOME`, by default
    `~/.local/state`). Raises `SettingError` when it cannot be used.
    """
    try:
        # A folder that is not absolute is none, says the standard that the variable comes from.
        named = Path(environment.get("XDG_STATE_HOME") or "")
        folder = given or (named if named.is_absolute() else Path.home() / ".local" / "state") / "nummerplan"
        folder = folder.absolute()
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
    except (OSError, RuntimeError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        path = str(getattr(problem, "filename", None) or given or "~")
        raise SettingError(say("{file} cannot be used: {reason}", file=path, reason=reason)) from problem
    if not folder.is_dir():
        raise SettingError(say("{path} is no folder for journals", path=str(folder)))
    if os.name == "posix" and folder.stat().st_mode & 0o022:
        raise SettingError(
            say("{path}: others can write to this folder of journals; its mode should be 700", path=str(folder))
        )
    return folder


def existing_tenant_folder(folder: Path, tenant: str) -> Path | None:
    """The folder of one company's journal, if it has one."""
    place = folder / quote(tenant, safe="@ ")
    return place if (place / "journal.sqlite").is_file() else None


def tenant_folder(folder: Path, tenant: str) -> Path:
    """The folder of one company's journal, made when it is missing."""
    place = folder / quote(tenant, safe="@ ")
    place.mkdir(mode=0o700, exist_ok=True)
    return place
