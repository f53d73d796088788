"""Yealink, firmware V81 and later: `<mac>.cfg`, one `name = value` a line, without quotes or escapes.

The telephone applies a file only when its checksum changed, so nothing in it may depend on the time of day. Sources:
Yealink's Auto Provisioning Guide and Administrator's Guide for SIP-T2/T3/T4/T5 and W series, compared with the
templates of FusionPBX, wazo-provd-plugins and nethesis/tancredi.
"""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.model.artefact import Artefact, Loss
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import PhoneModel
from nummerplan.targets.phones.clock import EUROPEAN_CLOCKS
from nummerplan.targets.phones.site import PhoneSettings, placeholder
from nummerplan.targets.phones.telephone import Telephone, vendor_word
from nummerplan.targets.phones.templates import template

_LANGUAGES = {"nl": "Dutch", "en": "English"}
_TONES = {"NL": "Netherlands"}
_ZONE_NAMES = {"Europe/Amsterdam": "Netherlands(Amsterdam)"}
_TRANSPORTS = {"udp": "0", "tcp": "1", "tls": "2"}
_LINE, _WATCH, _DIAL = 15, 16, 13
_LONGEST_CREDENTIAL = 100
"""Characters of the user name and of the password with which the file is fetched."""
_CLEAR = "%NULL%"
"""As a whole value it means: no value."""


def takes(model: PhoneModel) -> bool:
    """All desk telephones and DECT base stations of the vendor."""
    return model.vendor == "Yealink"


def render(telephone: Telephone, site: PhoneSettings, losses: list[Loss]) -> list[Artefact]:
    """The file that the telephone fetches by its MAC address, in small letters."""
    _report(telephone, losses)
    proxy_host, _, proxy_port = site.outbound_proxy.partition("]:" if "]" in site.outbound_proxy else ":")
    text = template(__name__, "phone.cfg.j2", markup=False, value=_value).render(
        phone=telephone,
        site=site,
        transport=_TRANSPORTS[site.transport] if site.transport else placeholder("transport"),
        proxy_host=proxy_host,
        proxy_port=proxy_port,
        handsets=telephone.lines if telephone.model.dect else (),
        call_waiting=any(line.call_waiting for line in telephone.lines),
        keys=list(_keys(telephone, losses)),
        language=vendor_word(_LANGUAGES, site.language, "language", telephone, losses),
        tones=vendor_word(_TONES, site.country, "country", telephone, losses),
        clock=vendor_word(EUROPEAN_CLOCKS, site.time_zone, "time_zone", telephone, losses),
        zone_name=_ZONE_NAMES.get(site.time_zone, ""),
    )
    return [Artefact(f"yealink/{telephone.mac}.cfg", text.encode(), secret=telephone.secret)]


class _KeyLines(NamedTuple):
    """The parameters of one key; `place` is their common beginning."""

    place: str
    type: int
    line: int
    value: str
    label: str


def _keys(telephone: Telephone, losses: list[Loss]) -> Iterator[_KeyLines]:
    """The lines' own keys come first, as on a telephone from the box; modules take what is left."""
    if not telephone.keys:
        return
    places = _places(telephone.model, len(telephone.lines) + len(telephone.keys))
    for line in telephone.lines:
        if place := next(places, ""):
            yield _KeyLines(place, _LINE, line.number, "", line.name)
    for key in telephone.keys:
        if place := next(places, ""):
            yield _KeyLines(place, _WATCH if key.kind == "watch" else _DIAL, key.line, key.value, key.label)
        else:
            text = say("the {model} has no key left for {label}", model=str(telephone.model), label=key.label)
            losses.append(Loss(key.route, text))


def _places(model: PhoneModel, wanted: int) -> Iterator[str]:
    own = wanted if model.keys is None else model.keys
    yield from (f"linekey.{key}" for key in range(1, own + 1))
    for module in range(1, (model.modules or 0) + 1):
        yield from (f"expansion_module.{module}.key.{key}" for key in range(1, (model.module_keys or 0) + 1))


def _value(text: str) -> str:
    """A text as a value; the one that means "no value" loses its marks."""
    return text.replace("%", "") if text == _CLEAR else text


def _report(telephone: Telephone, losses: list[Loss]) -> None:
    texts = [text for line in telephone.lines for text in (line.name, line.sip_user)]
    if _CLEAR in (*texts, *(key.label for key in telephone.keys), telephone.username):
        losses.append(
            Loss(telephone.route, say("{text} clears a setting of a Yealink; it is written NULL", text=_CLEAR))
        )
    if max(len(telephone.username), len(telephone.password)) > _LONGEST_CREDENTIAL:
        text = say("a Yealink takes user names and passwords of at most {count} characters", count=_LONGEST_CREDENTIAL)
        losses.append(Loss(telephone.route, text))
    if len({line.call_waiting for line in telephone.lines}) > 1:
        losses.append(Loss(telephone.route, say("call waiting is one switch for all lines of a Yealink; it is on")))
