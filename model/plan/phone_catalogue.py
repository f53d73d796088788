"""Telephones as a trade knows them: vendors, their models, and what each model has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class PhoneModel(NamedTuple):
    """One model. Figures are None where they are not known; 0 means that it has none.

    `lines` is how many SIP accounts it holds, `keys` how many programmable line keys it shows (all pages
    together), `modules` how many expansion modules can be attached and `module_keys` how many keys each of
    those has. `dect` marks a base station: its lines are handsets.
    """

    key: str
    vendor: str
    name: str
    lines: int | None = None
    keys: int | None = None
    modules: int | None = None
    module_keys: int | None = None
    dect: bool = False

    def __str__(self) -> str:
        return f"{self.vendor} {self.name}".strip()


class PhoneVendor(NamedTuple):
    """A vendor and the first six digits of the MAC addresses of its telephones.

    `prefixes` are those registered to the vendor or used by nobody else, `prefixes_of_others` those of another vendor
    that its telephones carry too. `has_other_prefixes` says that there are more than these: a vendor with many blocks,
    or one that was bought by a maker of computers.
    """

    name: str
    prefixes: frozenset[str]
    prefixes_of_others: frozenset[str] = frozenset()
    has_other_prefixes: bool = False


GENERIC = PhoneModel("generic-sip", "", "Generic SIP Phone")
"""Any SIP telephone that people set up by hand (manual 6.6.2); it is in every catalogue."""


@dataclass(frozen=True)
class PhoneCatalogue:
    """Every model by its key in a plan (`yealink-t54w`, `generic-sip`), and every vendor by its name."""

    models: Mapping[str, PhoneModel]
    vendors: Mapping[str, PhoneVendor]
