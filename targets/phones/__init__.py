"""Configuration files for desk telephones, and a sheet for every telephone that people set up by hand.

Yealink (firmware V81 and later) and Snom telephones get the file that they fetch themselves:
`yealink/805ec0123456.cfg`, `snom/000413ABCD01.xml`; capitals in these names matter to web servers. Every other model,
and a telephone without a MAC address, gets a page for people, `generic-sip/receptie-generic-sip.html`, in Dutch or
English as the company's language says (manual 6.6.1 and 6.6.2).

Settings, in `[targets.phones]` of the project's settings file:

- `registrar`, `transport` (udp, tcp or tls): without them the files hold `{{setting registrar}}` and
  `{{setting transport}}` in their place, and a note says so: such files are for reading, not for telephones.
- `port`: without it telephones ask the DNS. `outbound_proxy`: `host` or `host:port`; without it there is none.
- `register_expires`: seconds; without it each telephone keeps its own value.
- `ntp`: a time server; without it telephones use the one that DHCP names.
- `provisioning_url`: the https folder from which telephones fetch these files; each is also given the user name and
  password of its plan entry for it. Without it telephones keep the address with which they found the file.
- `pickup_code`: what a telephone dials before a colleague's extension to take his call, such as `*8`.
- `voicemail_number`: what the message key dials for users whose voicemail has `access: phone`; 1233 without it.

Forwarding, do not disturb and hidden numbers are the platform's work (manual 6.5.1): telephones have them switched off.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.model.artefact import Artefact, Loss, Rendering, Workbench
from nummerplan.model.message import Message, say
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.targets.phones import generic_sip
from nummerplan.targets.phones.gather import gather
from nummerplan.targets.phones.settings import PhonesTable
from nummerplan.targets.phones.site import phone_settings
from nummerplan.targets.phones.telephone import Telephone, VendorFormat

__all__ = ["SETTINGS", "render", "vendors"]

SETTINGS = PhonesTable

_SHOWN = 5
"""How many users a note names; the others are counted."""


def render(bench: Workbench) -> Rendering:
    """A file for every telephone of the plan. Raises `SettingError` for a setting that cannot be used."""
    losses: list[Loss] = []
    site, notes = phone_settings(bench.settings, bench.linked.plan.company)
    telephones = gather(bench, site, losses)
    artefacts: list[Artefact] = []
    for telephone in telephones:
        artefacts.extend(_vendor_of(telephone).render(telephone, site, losses))
    # Ten telephones of one make cannot express one setting: that is said once.
    once = {(loss.route, str(loss.message)): loss for loss in losses}
    notes += [*_generic_sheets(telephones), *_placeholders(bench, telephones)]
    return Rendering(tuple(artefacts), tuple(once.values()), tuple(notes) if telephones else ())


@cache
def vendors() -> tuple[VendorFormat, ...]:
    """The folders in this one: each is a vendor's format."""
    return tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.ispkg)


def _vendor_of(telephone: Telephone) -> VendorFormat:
    takers = (vendor for vendor in vendors() if telephone.mac and vendor.takes(telephone.model))
    return next(takers, generic_sip)


def _generic_sheets(telephones: list[Telephone]) -> list[Message]:
    """Who gets a sheet although the telephone is not a generic one, and why."""
    why: dict[tuple[str, bool], list[str]] = {}
    for telephone in telephones:
        if telephone.model != GENERIC and _vendor_of(telephone) is generic_sip:
            has_files = any(vendor.takes(telephone.model) for vendor in vendors())
            why.setdefault((str(telephone.model), has_files), []).extend(line.user.key for line in telephone.lines)
    return [
        say("a {model} without a MAC address gets the generic sheet: {users}", model=model, users=_first_users(users))
        if has_files
        else say(
            "there are no files for the {model} yet, so it gets the generic sheet: {users}",
            model=model,
            users=_first_users(users),
        )
        for (model, has_files), users in why.items()
    ]


def _placeholders(bench: Workbench, telephones: list[Telephone]) -> list[Message]:
    if not bench.secrets.revealed:
        return [say("no provider of secrets is named: the files hold marks such as {mark}", mark="{{secret NAME}}")]
    unnamed = [user.key for user in bench.linked.plan.users.values() if any(not d.sip_password for d in user.devices)]
    return (
        [say("devices without sip_password hold a mark in its place: {users}", users=_first_users(unnamed))]
        if unnamed
        else []
    )


def _first_users(users: list[str]) -> str:
    return ", ".join(users[:_SHOWN]) + (f" (+{len(users) - _SHOWN})" if len(users) > _SHOWN else "")
