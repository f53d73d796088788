"""Where secrets come from: a plan names them (`!secret devices/receptie`), a provider gives them on request.

Providers, named on the command line or in the project's settings:

- `env`: the environment variable `NUMMERPLAN_SECRET_DEVICES_RECEPTIE`; letters are written large, and every
  other character than a letter or a digit becomes an underscore.
- `file:PATH`: a TOML file outside the repository that only its owner can read, with lines such as
  `"devices/receptie" = "..."`, or tables (`[devices]`, then `receptie = "..."`).

Without a provider every secret is a marked placeholder, `{{secret devices/receptie}}`. The text of a secret
goes to the artefacts alone: never into a message, a log or a representation.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nummerplan.compiler.reading.project_settings import repository
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.settings.project import Project
from nummerplan.model.settings.read_toml import read_toml
from nummerplan.model.settings.setting_types import no_provider

PREFIX = "NUMMERPLAN_SECRET_"
LARGEST_FILE = 10_000_000
"""The largest file of secrets that is read, in bytes."""


def placeholder(name: str) -> str:
    """What stands for a secret that nobody has given."""
    return f"{{{{secret {name}}}}}"


UNNAMED = placeholder("not named in the plan")
"""Stands where a secret belongs of which the plan does not say the name."""


@dataclass(slots=True)
class NamedSecrets:
    """Secrets by name. `missing` collects the names that were asked for and that the provider does not have.

    Without `find` no provider was named, and every secret is a placeholder.
    """

    find: Callable[[str], str | None] | None = field(default=None, repr=False)
    missing: set[str] = field(default_factory=set)

    @property
    def revealed(self) -> bool:
        """Whether real secrets are given."""
        return self.find is not None

    @property
    def texts(self) -> Callable[[Secret], str | None] | None:
        """What the provider gives, for those who judge secrets; None without one. Nothing is counted as missing."""
        return self._text if self.find else None

    def _text(self, secret: Secret) -> str | None:
        try:
            return self.find(secret.name) if self.find else None
        except SettingError:
            return None  # a name that is refused is reported where it is needed

    def __call__(self, secret: Secret | str | None, /) -> str:
        """The secret's text, or a placeholder."""
        if secret is None:
            return UNNAMED
        if isinstance(secret, str):
            # A rule reports plain text; who suppressed that still sees it only where secrets were asked for.
            return secret if self.find else placeholder("written in plain text")
        found = self.find(secret.name) if self.find else None
        if self.find and not found:
            self.missing.add(secret.name)
        return found or placeholder(secret.name)


def secrets_from(provider: str | None, folder: Path, environment: Mapping[str, str] = os.environ) -> NamedSecrets:
    """The secrets of a provider: `env`, `file:PATH` (from the working directory), or None for placeholders.

    `folder` is the repository's or the plan's folder: no file of secrets may lie in it. Raises
    `SettingError`.
    """
    if provider is None:
        return NamedSecrets()
    if provider == "env":
        return NamedSecrets(_from_environment(environment))
    kind, _, path = provider.partition(":")
    if kind == "file" and path:
        try:
            file = Path(path).expanduser()
        except RuntimeError as problem:
            raise SettingError(say("{file} cannot be used: {reason}", file=path, reason=problem)) from None
        return NamedSecrets(_read_file(file, folder).get)
    raise SettingError(no_provider(provider))


def project_secrets(given: str | None, project: Project, path: Path) -> NamedSecrets:
    """The secrets of the provider that is given for plans at a path, or else of that in the settings."""
    return secrets_from(given or project.secrets, repository(path, project))


def variable(name: str) -> str:
    """The environment variable that holds a secret."""
    return PREFIX + re.sub(r"[^A-Z0-9]", "_", name.upper())


def _from_environment(environment: Mapping[str, str]) -> Callable[[str], str | None]:
    """Secrets of the environment. Two names of one variable are refused: one of them would be wrong."""
    names: dict[str, str] = {}

    def find(name: str) -> str | None:
        first = names.setdefault(variable(name), name)
        if first != name:
            about = {"first": first, "second": name, "variable": variable(name)}
            raise SettingError(
                say("the secrets {first} and {second} share the variable {variable}; rename one of them", **about)
            )
        return environment.get(variable(name))

    return find


def _read_file(path: Path, folder: Path) -> dict[str, str]:
    """The secrets in a file, by name, after having looked who else can read it."""
    try:
        file = path.resolve(strict=True)
        if file.is_relative_to(folder.resolve()):
            raise SettingError(
                say("{path}: a file of secrets lies outside the repository of the plans", path=str(path))
            )
        # Not blocking: a named pipe would make us wait for ever.
        with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as opened:
            # The opened file is asked, not the path: another file may stand there a moment later.
            about = os.fstat(opened.fileno())
            _refuse(path, about)
            content = opened.read(LARGEST_FILE)
    except (OSError, RuntimeError) as problem:
        reason = getattr(problem, "strerror", None) or "its links lead nowhere"
        raise SettingError(
            say("{path}: the file of secrets cannot be read: {reason}", path=str(path), reason=reason)
        ) from problem
    try:
        return dict(_flat(read_toml(content.decode("utf-8"))))
    except (ValueError, RecursionError):
        # The parser's own message quotes the text, which is a secret.
        raise SettingError(
            say('{path}: this is no TOML; a line such as "devices/receptie" = "..." was expected', path=str(path))
        ) from None


def _refuse(path: Path, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_FILE:
        raise SettingError(say("{path}: this is no file of secrets", path=str(path)))
    if os.name == "posix" and about.st_mode & 0o077:
        mode = f"{stat.S_IMODE(about.st_mode):o}"
        raise SettingError(
            say(
                "{path}: others can read this file of secrets; its mode is {mode}, 600 was expected",
                path=path,
                mode=mode,
            )
        )


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a table and of the tables in it; names are joined with a slash."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}/")
        elif isinstance(value, str):
            yield above + name, value
        else:
            raise SettingError(say("the secret {name} is no text; write it in quotes", name=above + name))
