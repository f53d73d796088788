"""The fields of commands survive being saved: what is read back is the same on the wire."""

import json
from dataclasses import replace

import pytest
from broadworks_companies import company
from broadworks_plans import commands, site
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.targets.broadworks.client.envelope import document
from nummerplan.targets.broadworks.client.field_values import NIL, AudioReference, SecretReference
from nummerplan.targets.broadworks.client.saved_fields import fields_from, fields_json

TEXTS = st.text("aé}{ \n", max_size=5)
NAMES = st.text("aé}{ \n", min_size=1, max_size=5)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | TEXTS
    | st.just(NIL)
    | NAMES.map(SecretReference)
    | NAMES.map(AudioReference),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.sampled_from(["nil", "fields"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES))
def test_any_fields_are_read_as_they_were_saved(fields: dict[str, object]) -> None:
    assert fields_from(json.loads(json.dumps(fields_json(fields)))) == fields


def test_what_no_command_has_is_not_saved() -> None:
    with pytest.raises(TypeError, match="cannot be saved: object"):
        fields_json({"a": [object()]})


@pytest.mark.parametrize("seed", range(8))
def test_the_commands_of_a_company_are_the_same_on_the_wire(seed: int) -> None:
    domain = site().domain
    for operation in commands(None, company(seed, domain, site().group)):
        again = replace(operation, fields=fields_from(json.loads(json.dumps(fields_json(operation.fields)))))
        assert document([again], release="R22") == document([operation], release="R22"), operation.request
