"""Any plan that the model accepts, however wrong, gives files that Asterisk can read, the same ones each time."""

import re
from datetime import date

from asterisk_files import Configuration
from hypothesis import HealthCheck, given, settings
from strategies import plans

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.artefact import Workbench
from nummerplan.model.plan.plan import Plan
from nummerplan.targets.asterisk import render

_GOES = re.compile(r"Set\(NP_TO=(.+)\)|Goto\(([a-z][^,$]+),.+,1\)|Gosub\(([a-z][^,$]+),s,1.*\)")


def silent(path: str) -> bytes:
    """Every recording is there."""
    return path.encode("utf-8", "replace")


def configuration(plan: Plan) -> Configuration:
    linked = check_texts("plan.yaml", [(None, "plan.yaml", plan_yaml(plan))], date(2026, 11, 23), Selection()).linked
    return Configuration(render(Workbench(linked, NamedSecrets(), silent)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan(plan: Plan) -> None:
    once = configuration(plan)
    assert once.rendering == configuration(plan).rendering
    dialplan = once.dialplan
    for extensions in dialplan.contexts.values():
        for steps in extensions.values():
            labels = [step.label for step in steps if step.label]
            assert len(labels) == len(set(labels))
            for step in steps:
                if goes := _GOES.fullmatch(str(step)):
                    context = next(filter(None, goes.groups()))
                    assert context in dialplan.contexts or "$" in context, step
    for name in ("pjsip.conf", "voicemail.conf", "rtp.conf"):
        once.sections(name)
