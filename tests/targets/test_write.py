"""A target's folder is written as a whole or not at all, and nothing of others is lost."""

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.compiler.artefacts import write_artefacts
from nummerplan.compiler.artefacts.write_artefacts import MANIFEST, TargetFiles, read_manifest, write, write_all
from nummerplan.compiler.writing import atomic_write as swap_module
from nummerplan.model.artefact import Artefact
from nummerplan.model.errors import RenderError

ONE = (Artefact("a/b.cfg", b"one\n"), Artefact("c.cfg", b"two\n"))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "winkel" / "plan.yaml"
    file.parent.mkdir()
    file.touch()
    return file


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def umask() -> Iterator[None]:
    former = os.umask(0o022)
    yield
    os.umask(former)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_written_with_a_list_of_its_files(out: Path, plan: Path) -> None:
    place = write(out, "winkel", plan, "phones", ONE)
    assert place == out / "winkel" / "phones"
    assert contents(place).keys() == {"a/b.cfg", "c.cfg", MANIFEST}
    manifest = json.loads((place / MANIFEST).read_text())
    assert (manifest["plan"], manifest["target"]) == ("winkel", "phones")
    for file in manifest["files"]:
        assert hashlib.sha256((place / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    assert [file["path"] for file in manifest["files"]] == ["a/b.cfg", "c.cfg"]


def test_the_same_files_give_the_same_bytes_in_any_order_and_place(tmp_path: Path, plan: Path) -> None:
    one = write(tmp_path / "x", "winkel", plan, "phones", ONE)
    other = write(tmp_path / "y", "winkel", plan, "phones", reversed(ONE))
    again = write(tmp_path / "x", "winkel", plan, "phones", ONE)
    assert contents(one) == contents(other) == contents(again)


def test_stale_files_vanish_and_no_unfinished_work_stays(out: Path, plan: Path) -> None:
    write(out, "winkel", plan, "phones", ONE)
    place = write(out, "winkel", plan, "phones", ONE[:1])
    assert contents(place).keys() == {"a/b.cfg", MANIFEST}
    assert sorted(path.name for path in (out / "winkel").iterdir()) == ["made-from.txt", "phones"]


@pytest.mark.usefixtures("umask")
def test_only_the_owner_reads_secrets_and_their_checksums(out: Path, plan: Path) -> None:
    place = write(out, "winkel", plan, "phones", (*ONE, Artefact("pin.cfg", b"4711", secret=True)))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*") if path.is_file()}
    assert modes == {"b.cfg": 0o644, "c.cfg": 0o644, "pin.cfg": 0o600, MANIFEST: 0o600}
    bare = write(out, "winkel", plan, "voicemail", ONE)
    assert stat.S_IMODE((bare / MANIFEST).stat().st_mode) == 0o644


def test_a_strict_umask_is_kept(out: Path, plan: Path) -> None:
    former = os.umask(0o077)
    try:
        place = write(out, "winkel", plan, "phones", ONE)
    finally:
        os.umask(former)
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*") if path.is_file()} == {0o600}


def test_a_folder_that_was_not_made_here_is_refused(out: Path, plan: Path) -> None:
    theirs = out / "winkel" / "phones"
    theirs.mkdir(parents=True)
    (theirs / "thesis.txt").write_text("ten years of work")
    with pytest.raises(RenderError, match="was not made by this command"):
        write(out, "winkel", plan, "phones", ONE)
    assert contents(theirs) == {"thesis.txt": b"ten years of work"}


def test_a_foreign_file_among_ours_is_not_lost(out: Path, plan: Path) -> None:
    place = write(out, "winkel", plan, "phones", ONE)
    (place / "a" / "805ec0123456-local.cfg").write_text("written by a telephone")
    before = contents(place)
    with pytest.raises(RenderError, match=r"a/805ec0123456-local\.cfg; move it away"):
        write(out, "winkel", plan, "phones", ONE[:1])
    assert contents(place) == before


def test_links_and_files_in_the_place_of_the_folder_are_refused(tmp_path: Path, out: Path, plan: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", "winkel", plan, "phones", ONE)
    (out / "winkel").mkdir(parents=True)
    (out / "winkel" / "phones").symlink_to(elsewhere)
    (out / "winkel" / "voicemail").write_text("")
    for target in ("phones", "voicemail"):
        with pytest.raises(RenderError, match="is no folder of"):
            write(out, "winkel", plan, target, ONE)
    assert contents(elsewhere).keys() == {"a/b.cfg", "c.cfg", MANIFEST}


def test_two_plans_of_one_name_do_not_overwrite_each_other(tmp_path: Path, out: Path, plan: Path) -> None:
    other = tmp_path / "ander" / "winkel" / "plan.yaml"
    other.parent.mkdir(parents=True)
    other.touch()
    place = write(out, "winkel", plan, "phones", ONE)
    with pytest.raises(RenderError, match=r"was made from another plan, \.\./\.\./winkel/plan\.yaml"):
        write(out, "winkel", other, "phones", ())
    assert contents(place).keys() == {"a/b.cfg", "c.cfg", MANIFEST}


UNFIT = [
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a//b",
    "a/",
    ".",
    "a/.",
    "C:/x",
    "a\\b",
    "a\nb",
    "x ",
    "x.",
    "n" * 201,
]
CLASHES = [
    ("A.cfg", "a.cfg"),
    ("a", "a/b"),
    ("a/b", "a"),
    ("x/a", "X/b"),
    ("é", "e\u0301"),
    ("MANIFEST.json", "b"),
]


@pytest.mark.parametrize("path", UNFIT)
def test_no_path_leaves_the_folder(out: Path, plan: Path, path: str) -> None:
    with pytest.raises(RenderError, match="is no file name"):
        write(out, "winkel", plan, "phones", [Artefact(path, b"")])
    assert not out.exists()


@pytest.mark.parametrize("paths", CLASHES)
def test_two_files_never_become_one(out: Path, plan: Path, paths: tuple[str, str]) -> None:
    with pytest.raises(RenderError, match="one file on some computers"):
        write(out, "winkel", plan, "phones", [Artefact(path, b"") for path in paths])
    assert not out.exists()


@settings(deadline=None)
@given(st.lists(st.text(alphabet="aAé/.\\ \n~:", max_size=8) | st.text(max_size=5), max_size=4))
def test_any_paths_are_written_as_they_are_or_refused(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    plan = folder / "plan.yaml"
    try:
        place = write(folder / "out", "p", plan, "t", [Artefact(path, path.encode()) for path in paths])
    except RenderError:
        assert not (folder / "out").exists()
        return
    written = contents(place)
    written.pop(MANIFEST)
    assert written == {path: path.encode() for path in paths}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderError, match=r"file.* cannot be written: "):
        write(tmp_path / "file", "winkel", plan, "phones", ONE)


def test_a_failed_run_leaves_the_former_folder_whole(out: Path, plan: Path) -> None:
    place = write(out, "winkel", plan, "phones", ONE)
    before = contents(place)
    # Fits as a path, and yet too long for the file system when all its steps are put together.
    deep = "/".join(["d" * 200] * 30)
    with pytest.raises(RenderError, match="cannot be written"):
        write(out, "winkel", plan, "phones", [Artefact("a.cfg", b"new"), Artefact(deep, b"")])
    assert contents(place) == before
    assert sorted(path.name for path in (out / "winkel").iterdir()) == ["made-from.txt", "phones"]


WRITER = """
import sys
from pathlib import Path
from nummerplan.compiler.artefacts.write_artefacts import write
from nummerplan.model.artefact import Artefact
out, plan, word = sys.argv[1:]
files = [Artefact(f"{n:05}.cfg", word.encode() * 200) for n in range(3000)]
print("go", flush=True)
write(Path(out), "winkel", Path(plan), "phones", files)
"""


def start_writer(out: Path, plan: Path, word: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(out), str(plan), word]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wait_for(folder: Path, pattern: str, process: subprocess.Popen[str]) -> None:
    while not list(folder.glob(pattern)):
        assert process.poll() is None, "the writer was done before it could be killed"
        time.sleep(0.001)


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_killed_run_leaves_the_former_folder_whole(out: Path, plan: Path, kill: signal.Signals) -> None:
    place = write(out, "winkel", plan, "phones", ONE)
    before = contents(place)
    process = start_writer(out, plan, "new")
    assert process.stdout is not None
    process.stdout.readline()
    wait_for(out / "winkel", ".phones.new-*/00010.cfg", process)
    process.send_signal(kill)
    process.communicate()
    assert process.returncode != 0
    assert contents(place) == before
    # The next run clears away what the killed one has left, and does its work.
    write(out, "winkel", plan, "phones", ONE[:1])
    assert sorted(path.name for path in (out / "winkel").iterdir()) == ["made-from.txt", "phones"]
    assert contents(place).keys() == {"a/b.cfg", MANIFEST}


def test_two_runs_at_once_do_not_mix(out: Path, plan: Path) -> None:
    process = start_writer(out, plan, "new")
    assert process.stdout is not None
    process.stdout.readline()
    wait_for(out / "winkel", ".phones.new-*", process)
    with pytest.raises(RenderError, match="another run is writing"):
        write(out, "winkel", plan, "voicemail", ONE)
    process.communicate()
    assert process.returncode == 0
    listed = read_manifest(out / "winkel" / "phones")
    assert listed is not None
    assert len(listed) == 3000


def test_where_names_cannot_be_exchanged_the_former_folder_steps_aside(
    out: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap_module, "_exchange", lambda one, other: False)
    write(out, "winkel", plan, "phones", ONE)
    place = write(out, "winkel", plan, "phones", ONE[:1])
    assert contents(place).keys() == {"a/b.cfg", MANIFEST}
    # As if the process had died between the two renames: the next run finds the former folder again.
    place.rename(place.with_name(".phones.former-1"))
    with pytest.raises(RenderError, match="is no file name"):
        write(out, "winkel", plan, "phones", [Artefact("../x", b"")])
    assert not place.exists()
    write(out, "winkel", plan, "phones", ONE)
    assert sorted(path.name for path in (out / "winkel").iterdir()) == ["made-from.txt", "phones"]


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_several_targets_are_written_or_none_of_them(out: Path, plan: Path) -> None:
    before = write(out, "winkel", plan, "phones", ONE)
    held = content(before)
    (out / "winkel" / "voicemail").mkdir()
    (out / "winkel" / "voicemail" / "own.txt").write_text("mine", "utf-8")
    wanted = [TargetFiles("winkel", plan, target, ONE[:1]) for target in ("asterisk", "phones", "voicemail")]
    with pytest.raises(RenderError, match="was not made by this command"):
        write_all(out, wanted)
    assert content(before) == held
    assert not (out / "winkel" / "asterisk").exists()
    assert not [path for path in (out / "winkel").iterdir() if ".new-" in path.name]


def test_a_folder_that_cannot_be_swapped_in_puts_those_before_it_back(
    out: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = write(out, "winkel", plan, "phones", ONE)
    held = content(before)
    swap = write_artefacts.atomic_folder

    def refused(fresh: Path, place: Path) -> None:
        if place.name == "voicemail":
            raise OSError(28, "No space left on device", str(place))
        swap(fresh, place)

    monkeypatch.setattr(write_artefacts, "atomic_folder", refused)
    with pytest.raises(RenderError, match="No space left on device"):
        write_all(out, [TargetFiles("winkel", plan, target, ONE[:1]) for target in ("asterisk", "phones", "voicemail")])
    assert content(before) == held
    assert not (out / "winkel" / "asterisk").exists()
