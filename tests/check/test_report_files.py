"""`--output FORMAT:FILE`: several reports of one run, all of them or none, and over nothing else."""

import json
import os
from pathlib import Path

import pytest
from check.companies import Check, company
from command import CLEAN, WARNED, nummerplan, write

from nummerplan.compiler.findings.report import all_formats
from nummerplan.compiler.writing.atomic_write import atomic_files


def test_one_run_writes_all_formats(check: Check, tmp_path: Path) -> None:
    write(tmp_path, a=WARNED)
    outputs = [word for form in all_formats() for word in ("--output", f"{form}:out.{form}")]
    done = check(*outputs)
    assert done.code == 1
    for form in all_formats():
        assert (tmp_path / f"out.{form}").read_text("utf-8") == check(form=form).out
    again = check(*outputs)  # what it wrote it may overwrite
    assert (again.code, again.err) == (1, "")


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (["sarif"], "sarif is not FORMAT:FILE, such as sarif:out.sarif; there are concise, github"),
        (["sarf:out"], "sarf:out is not FORMAT:FILE"),
        (["json:"], "json: is not FORMAT:FILE"),
        (["json:-"], "what goes to standard output is what --format json writes"),
        (["json:x\0y"], "is no name of a file"),
        (["json:x", "sarif:./x"], "is named twice"),
        (["json:x", "sarif:link"], "link is named twice"),
        (["json:new.plan.yaml"], "new.plan.yaml is the name of a plan or of settings"),
        (["json:a/plan.yaml"], "a/plan.yaml is the name of a plan or of settings"),
        (["json:a/users.yaml"], "a/users.yaml is the name of a plan or of settings"),
        (["json:nummerplan.toml"], "nummerplan.toml is the name of a plan or of settings"),
        (["json:empty.yaml"], "empty.yaml holds something else, and is not overwritten"),
        (["json:known.json"], "known.json holds something else"),
        (["json:README"], "README holds something else"),
        (["json:a"], "a is no file, and is not overwritten"),
        (["json:pipe"], "pipe is no file, and is not overwritten"),
        (["json:no/where"], "no/where cannot be written: No such file or directory"),
    ],
)
def test_nothing_is_written_where_one_file_cannot_be(
    outputs: list[str], said: str, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    held = {"a/plan.yaml": company(1), "empty.yaml": "", "README": "read me\n", "known.json": '{"findings": []}'}
    for name, text in held.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "link").symlink_to("x")
    os.mkfifo(tmp_path / "pipe")
    options = [word for text in ("markdown:good", *outputs) for word in ("--output", text)]
    done = check("a", "empty.yaml", "--baseline", "known.json", *options)
    assert (done.code, said in done.err) == (2, True), done.err
    assert not (tmp_path / "good").exists()
    assert not (tmp_path / "x").exists()
    assert {name: (tmp_path / name).read_text("utf-8") for name in held} == held


def test_when_the_last_file_fails_the_first_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    one.write_text("old", "utf-8")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == three.resolve():
            raise OSError(28, "No space left on device", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        atomic_files({one: b"new", two: b"new", three: b"new"})
    assert [file.name for file in tmp_path.iterdir()] == ["one"]
    assert one.read_text("utf-8") == "old"


def test_a_proof_may_go_to_a_file_while_the_log_has_annotations(check: Check, tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    assert check("--proof", form="github").code == 2
    assert check("--proof", "--output", "json:proof.json", form="github").code == 0
    assert json.loads((tmp_path / "proof.json").read_text("utf-8"))["proofs"][0]["verdict"] == "no_call_is_lost"


def test_the_command_line_as_it_is_typed(tmp_path: Path) -> None:
    write(tmp_path, a=WARNED)
    done = nummerplan("check", ".", "--output=sarif:out.sarif", "--output", "gitlab:out.json", at=tmp_path)
    assert (done.returncode, sorted(file.name for file in tmp_path.glob("out*"))) == (1, ["out.json", "out.sarif"])
