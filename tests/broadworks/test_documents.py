"""`compile --target broadworks`: what the files hold, and what is said of them."""

import subprocess
import sys
from pathlib import Path

import pytest
from broadworks_plans import COMPANY, bench_of, case_of
from lxml import etree

from nummerplan.model.artefact import Rendering
from nummerplan.model.errors import SettingError
from nummerplan.targets.broadworks import render
from nummerplan.targets.broadworks.protocol import MOST_COMMANDS

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mijn-bedrijf"
PLAN = COMPANY + "users:\n  anna: {extension: 201, number: 0854879611, password: !secret anna/password}\n"
HOME = "platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}\n"


def rendered(plan: str, settings: dict[str, str] | None = None, **platforms: dict[str, object]) -> Rendering:
    bench = bench_of(case_of(plan))
    return render(type(bench)(bench.linked, bench.secrets, bench.telephone_audio, settings or {}, platforms))


def text(rendering: Rendering) -> str:
    return "".join(artefact.content.decode("iso-8859-1") for artefact in rendering.artefacts)


def notes(rendering: Rendering) -> list[str]:
    return [str(note) for note in rendering.notes]


def test_documents_are_small_and_in_order() -> None:
    users = "".join(f"  u{number}: {{extension: {200 + number}}}\n" for number in range(40))
    found = rendered(f"{COMPANY}users:\n{users}{HOME}")
    counts = [len(etree.fromstring(artefact.content).findall("command")) for artefact in found.artefacts]
    assert max(counts) == MOST_COMMANDS
    assert set(counts[:-1]) == {MOST_COMMANDS}
    assert [artefact.path[:4] for artefact in found.artefacts] == [f"{n:03d}-" for n in range(1, len(counts) + 1)]
    assert not any(artefact.secret for artefact in found.artefacts)


def test_where_the_company_lives_comes_from_the_plan_or_is_marked() -> None:
    assert "<groupId>zaak</groupId>" in text(rendered(PLAN + HOME))
    assert notes(rendered(PLAN + HOME)) == []
    nowhere = rendered(PLAN)
    assert "<groupId>{{group}}</groupId>" in text(nowhere)
    assert "anna@{{domain}}" in text(nowhere)
    assert notes(nowhere) == [
        "the plan does not say where it lives: the documents hold {{service provider}}, {{group}}, {{domain}}"
    ]


def test_secrets_and_recordings_are_marks() -> None:
    found = text(rendered(PLAN.replace("name: Zaak", "name: Zaak\n  music_on_hold: audio/muziek.wav") + HOME))
    assert "<password>{{secret anna/password}}</password>" in found
    assert "<content>{{audio audio/muziek.wav}}</content>" in found


def test_letters_beyond_the_encoding_are_numbers() -> None:
    found = rendered(PLAN.replace("extension: 201", "extension: 201, last_name: Łuk & Zoë") + HOME)
    assert "<lastName>&#321;uk &amp; Zoë</lastName>" in text(found)


def test_the_release_chooses_the_requests() -> None:
    assert "UserAddRequest22V2" in text(rendered(PLAN + HOME, hosted={"release": "R25"}))
    assert 'xsi:type="UserAddRequest17sp4"' in text(rendered(PLAN + HOME, hosted={"release": "R21"}))
    assert 'xsi:type="UserAddRequest22"' in text(rendered(PLAN))
    assert "UserAddRequest22V2" in text(rendered(PLAN, {"release": "R24"}))


def test_a_release_that_there_is_not() -> None:
    with pytest.raises(SettingError, match="R99 is no release of BroadWorks; there are R21, R22, R23, R24, R25"):
        rendered(PLAN, {"release": "R99"})


def test_what_would_be_refused_is_left_out_and_told() -> None:
    long = "x" * 31
    found = rendered(PLAN + f"  bob: {{extension: 202, last_name: {long}}}\n" + HOME)
    assert [(loss.route, str(loss.message)) for loss in found.losses] == [
        (
            ("users", "bob", "last_name"),
            "BroadWorks takes at most 30 characters here; these are 31; what the platform would refuse is left out",
        )
    ]
    assert long not in text(found)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert rendered(PLAN + HOME) == rendered(PLAN + HOME)


WITHOUT = (
    "import sys; sys.modules.update(dict.fromkeys(['lxml', 'broadworks_ocip'])); from nummerplan.cli import main; "
)


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    done = python(WITHOUT + "main()", "compile", str(EXAMPLE), "--target", "broadworks", "--out", str(tmp_path))
    assert done.returncode == 2
    assert (
        done.stderr
        == "nummerplan: BroadWorks needs lxml, which is not installed: pip install 'nummerplan[broadworks]'\n"
    )


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = "import sys; from nummerplan.targets import all_targets, platforms; all_targets(); platforms(); "
    code += "print(*sys.modules)"
    loaded = python(code).stdout.split()
    assert "nummerplan.targets.broadworks" in loaded
    assert not {"lxml", "broadworks_ocip", "phonenumbers"} & set(loaded)
