"""Whoever has a call sends it on himself: that is a new beginning, also where it goes back to where it came from."""

import asyncio
from collections.abc import Callable

import tools
from linked_plans import linked_plan
from real_calls import bench_of

from nummerplan.targets.asterisk.lab.laboratory import Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import job_of
from nummerplan.targets.asterisk.lab.profile import Lane, free_net

PLAN = """\
nummerplan: 1
company: {name: Zaak, main_number: 0887654000}
numbers: [0887654000..0887654009]
users:
  anna: {last_name: Aalbers, extension: 201, devices: [{model: generic-sip, name: anna}]}
hunt_groups:
  groep: {extension: 301, number: 0887654000, policy: simultaneous, members: [anna], ring_busy_members: true}
"""
"""For a moment whoever sends a call on counts as being on it still: the group rings him all the same."""

PATIENCE = 10.0


async def rings_after_a_transfer_to(extension: str) -> list[str]:
    """A call to the group is taken and sent on, as the REFER of a telephone does it; who rang then."""
    with free_net() as net:
        async with Laboratory(tools.asterisk()).opened(job_of(bench_of(linked_plan(PLAN)), ()), Lane(net, 1)) as one:
            exchange, maker = one
            telephones = maker.telephones
            await maker.register({"anna"})
            call = telephones.call_from_trunk("+31201234567", "+31887654000")
            placing = asyncio.create_task(call.place())
            await _until(lambda: call.answered is not None and bool(telephones.rang and telephones.rang[0].answered))
            shown = await exchange.manager.list_of("CoreShowChannels")
            channel = next(event["Channel"] for event in shown if event.get("Channel", "").startswith("PJSIP/trunk-"))
            await exchange.manager.act(
                "Redirect", Channel=channel, Context="from-telephones", Exten=extension, Priority="1"
            )
            await _until(lambda: len(telephones.rang) > 1 or call.over.is_set())
            rang = [one.who for one in telephones.rang]
            await call.hang_up()
            await placing
            return rang


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not happened():
            await asyncio.sleep(0.02)


def test_a_call_may_be_sent_back_to_the_group_that_it_came_from() -> None:
    assert asyncio.run(rings_after_a_transfer_to("301")) == ["anna", "anna"]
