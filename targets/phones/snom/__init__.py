"""Snom D and older desk telephones: `<MAC>.xml`, settings as elements; `idx` counts lines from 1 and keys from 0.

The address of the file is written out, with the capitals of its name: a server that tells capitals apart would not
find what `{mac}` becomes. Sources: Snom's wiki on configuration files and settings, compared with the templates of
FusionPBX, wazo-provd-plugins and nethesis/tancredi.
"""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.model.artefact import Artefact, Loss
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import PhoneModel
from nummerplan.targets.phones.site import PhoneSettings, placeholder
from nummerplan.targets.phones.telephone import PhoneKey, Telephone, vendor_word
from nummerplan.targets.phones.templates import template

_LANGUAGES = {"nl": "Nederlands", "en": "English"}
_TONES = {"NL": "NLD"}
_TIME_ZONES = {"Europe/Amsterdam": "NLD+1"}
"""A country's code and its hours ahead of UTC; the telephone knows the country's summer time."""


def takes(model: PhoneModel) -> bool:
    """All but the DECT base stations, whose settings have other names."""
    return model.vendor == "Snom" and not model.dect


def render(telephone: Telephone, site: PhoneSettings, losses: list[Loss]) -> list[Artefact]:
    """The file that the telephone fetches by its MAC address, in capitals."""
    file = f"{(telephone.mac or '').upper()}.xml"
    if len({line.call_waiting for line in telephone.lines}) > 1:
        losses.append(Loss(telephone.route, say("call waiting is one switch for all lines of a Snom; it is on")))
    text = template(__name__, "phone.xml.j2", markup=True).render(
        phone=telephone,
        site=site,
        file=file,
        outbound=_outbound(site),
        voicemail_number=next((line.voicemail_number for line in telephone.lines if line.voicemail_number), ""),
        call_waiting=any(line.call_waiting for line in telephone.lines),
        keys=list(_keys(telephone, site, losses)),
        language=vendor_word(_LANGUAGES, site.language, "language", telephone, losses),
        tones=vendor_word(_TONES, site.country, "country", telephone, losses),
        time_zone=vendor_word(_TIME_ZONES, site.time_zone, "time_zone", telephone, losses),
    )
    return [Artefact(f"snom/{file}", text.encode(), secret=telephone.secret)]


def _outbound(site: PhoneSettings) -> str:
    """The proxy with its transport: `sip.example.net:5061;transport=tls`."""
    own = f"{site.registrar}:{site.port}" if site.port else site.registrar
    return f"{site.outbound_proxy or own};transport={site.transport or placeholder('transport')}"


class _KeyLine(NamedTuple):
    """One key; `line` is the identity that it dials with."""

    line: int
    label: str
    action: str


def _keys(telephone: Telephone, site: PhoneSettings, losses: list[Loss]) -> Iterator[_KeyLine]:
    """The lines' own keys come first, as on a telephone from the box; modules continue the telephone's keys."""
    if not telephone.keys:
        return
    model = telephone.model
    left = 999 if model.keys is None else model.keys + (model.modules or 0) * (model.module_keys or 0)
    for line in telephone.lines[:left]:
        yield _KeyLine(line.number, "", "line")
    left -= len(telephone.lines)
    for place, key in enumerate(telephone.keys):
        if place < left:
            yield _KeyLine(key.line, key.label, _action(key, site))
        else:
            losses.append(
                Loss(key.route, say("the {model} has no key left for {label}", model=str(model), label=key.label))
            )


def _action(key: PhoneKey, site: PhoneSettings) -> str:
    if key.kind == "dial":
        return f"speed {key.value}"
    return f"blf {key.value}|{site.pickup_code}" if site.pickup_code else f"blf {key.value}"
