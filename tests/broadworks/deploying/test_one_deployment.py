"""Changes that once were refused for ever, or never found done: each is one deployment, and then nothing is left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deploying import Office, office

HEAD = """\
nummerplan: 1
company: {name: Zaak, main_number: 0854879610}
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
numbers: [0854879610..0854879639]
"""
BOSS = "users:\n  boss: {extension: 299, number: 0854879610, devices: [{model: generic-sip}]}\n"
PHONE = "devices: [{model: generic-sip}]"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Deploys a small company of which the users and what follows are given; others of it are written by `becomes`."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(HEAD + BOSS, "utf-8")
    with office(folder) as found:

        def deploy(users: str) -> Office:
            becomes(found, users)
            return found

        yield deploy


def write(company: Office, users: str) -> None:
    (company.folder / "plan.yaml").write_text(HEAD + BOSS + users, "utf-8")


def becomes(company: Office, users: str) -> str:
    """Deploys another plan, after which nothing is left to do; gives what was shown."""
    write(company, users)
    done = company.ok("deploy", "--yes", "--allow-delete", "--force")
    assert "no changes" in company.ok("plan").out
    assert "as the plan wants it" in company.ok("drift").out
    return done.out


# Forwards by number to somebody who is renumbered

TWO = """\
  anna: {{extension: {anna}, number: 0854879611, {phone}, forwarding: {{busy: bob}}}}
  bob: {{extension: {bob}, number: 0854879612, {phone}, {name}forwarding: {{not_reachable: anna}}}}
"""


def two(anna: int, bob: int, name: str = "") -> str:
    return TWO.format(anna=anna, bob=bob, phone=PHONE, name=f"first_name: {name}, " if name else "")


def by_number(company: Office) -> None:
    """Somebody writes the number of anna where bob's forward has her extension."""
    company.by_hand("user_setting", '"201"', '"+31854879611"', "bob@%")


def forward_of_bob(company: Office) -> object:
    return company.held()["user bob@zaak.example"]["forwarding.not_reachable.to"]


@pytest.mark.parametrize("extensions", [(251, 252), (202, 201)])
def test_two_who_forward_to_each_other_get_other_extensions(
    live: Callable[[str], Office], extensions: tuple[int, int]
) -> None:
    company = live(two(201, 202))
    becomes(company, two(*extensions))
    assert forward_of_bob(company) == str(extensions[0])


def test_somebody_is_renumbered_while_another_who_changes_forwards_to_his_number(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    out = becomes(company, two(251, 202, "Bob"))
    assert "forwarding" not in out.partition("callers:")[0], "his number still leads to anna"
    assert forward_of_bob(company) == "+31854879611"


def test_who_forwards_by_number_is_read_back_as_he_was(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    becomes(company, two(201, 202, "Bob"))
    assert forward_of_bob(company) == "+31854879611"


def test_a_number_that_goes_to_somebody_else_takes_no_forward_along(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    out = becomes(
        company,
        two(201, 202).replace(", number: 0854879611", "")
        + f"  carla: {{extension: 203, number: 0854879611, {PHONE}}}\n",
    )
    assert "forwarding.not_reachable.to: 085 487 9611 -> 201 (anna)" in out
    assert forward_of_bob(company) == "201"


def test_undoing_a_renumbering_leaves_forwards_by_number_alone(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    before = company.state()
    becomes(company, two(251, 202, "Bob"))
    company.ok("deploy", "--undo", "--yes")
    assert company.state() == before
