"""A package of npm without an installation: fetched once, held against its hash, unpacked into the cache."""

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import FetchError, cache_folder


@dataclass(frozen=True)
class Package:
    """One version, and the hash that the registry gives for its archive."""

    name: str
    version: str
    integrity: str


def fetch_package(package: Package) -> Path:
    """The folder with the package's files. Raises `FetchError`."""
    kept = cache_folder() / f"{package.name}-{package.version}"
    if kept.is_dir():
        return kept
    if (npm := shutil.which("npm")) is None:
        raise FetchError("this machine has no npm, which fetches it; on Debian: sudo apt install npm")
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix=f"{package.name}-") as work:
        pack = [npm, "pack", "--silent", f"{package.name}@{package.version}", "--pack-destination", work]
        done = subprocess.run(pack, cwd=work, check=False, capture_output=True, text=True)
        archive = next(Path(work).glob("*.tgz"), None)
        if done.returncode or archive is None:
            raise FetchError(f"npm pack failed: {' '.join((done.stderr or done.stdout).strip().splitlines()[-3:])}")
        unpack(archive, package, Path(work) / "unpacked")
        try:
            (Path(work) / "unpacked" / "package").rename(kept)
        except OSError:
            if not kept.is_dir():  # another test run was first, with the same files
                raise
    return kept


def unpack(archive: Path, package: Package, into: Path) -> None:
    """Unpack what was fetched, if it is what was meant. Raises `FetchError`."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise FetchError(f"{package.name} {package.version} is not the archive that was locked: {found}")
    with tarfile.open(archive) as packed:
        packed.extractall(into, filter="data")


def node() -> str:
    """The program that runs it. Raises `FetchError`."""
    if (found := shutil.which("node", path=os.environ.get("PATH"))) is None:
        raise FetchError("this machine has no node, which runs it; on Debian: sudo apt install nodejs")
    return found
