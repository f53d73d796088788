"""All files of one Asterisk, from the plan's objects to text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from nummerplan.model.artefact import Artefact, Rendering, Workbench
from nummerplan.model.errors import AudioError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.fields.greeting import NOT_FILES
from nummerplan.targets.asterisk.clocks import clock_context, time_zone
from nummerplan.targets.asterisk.dialplan_text import Code, template
from nummerplan.targets.asterisk.exchange import Exchange, hold_tone, silence
from nummerplan.targets.asterisk.hunt_groups import group_context
from nummerplan.targets.asterisk.identifiers import comment
from nummerplan.targets.asterisk.losses import left_out
from nummerplan.targets.asterisk.mailboxes import BoxContext, BoxLine, company_box, user_box
from nummerplan.targets.asterisk.menus import attendant_context, names_context, orders_used, spelt_aloud
from nummerplan.targets.asterisk.modules import MODULES, USUAL_FILES
from nummerplan.targets.asterisk.outgoing import barring_name, barrings, numbering
from nummerplan.targets.asterisk.settings import AsteriskTable
from nummerplan.targets.asterisk.telephones import Shown, Telephone, Telephones
from nummerplan.targets.asterisk.users import user_context

HEADING = (
    "; What happens to calls, as the plan of {plan} says. Written by nummerplan; changes belong into the plan.\n"
    "; Every object of the plan is a context.\n\n"
)
USUAL = {
    "bind": "0.0.0.0",  # noqa: S104 - telephones are on the network
    "port": "5060",
    "transport": "udp",
    "rtp_start": "10000",
    "rtp_end": "20000",
    "trunk_port": "5060",
    "mail_command": "/usr/sbin/sendmail -t",
}


@dataclass(frozen=True)
class Account:
    """A user in pjsip.conf."""

    name: str
    telephones: tuple[Telephone, ...]
    shown: Shown
    box: str
    barred: str


def configuration(bench: Workbench) -> Rendering:
    """The files, what Asterisk cannot do, and what is still missing."""
    site, notes = _site(bench)
    exchange = Exchange(bench)
    telephones = Telephones(exchange)
    boxes = list(_boxes(exchange))
    zone = time_zone(exchange.plan.company.time_zone)
    places = {
        "zone": zone,
        "users": [user_context(user, telephones.of[user.key], exchange) for user in exchange.plan.users.values()],
        "groups": [group_context(group, exchange) for group in exchange.plan.hunt_groups.values()],
        "attendants": [attendant_context(one, exchange) for one in exchange.plan.auto_attendants.values()],
        "boxes": [box for box, _ in boxes],
    }
    password = _trunk_password(bench, site)
    texts = {
        "extensions.conf": _extensions(exchange, telephones, places),
        "pjsip.conf": template("pjsip.conf.j2").render(
            site=site, trunk_password=password, users=list(_accounts(exchange, telephones))
        ),
        "voicemail.conf": template("voicemail.conf.j2").render(
            site=site, zone=zone, lines=[line for _, line in boxes if line]
        ),
        "rtp.conf": template("rtp.conf.j2").render(site=site),
        "modules.conf": template("modules.conf.j2").render(modules=MODULES),
        "musiconhold.conf": template("musiconhold.conf.j2").render(),
        **USUAL_FILES,
        "indications.conf": template("indications.conf.j2").render(tones=_tones(exchange)),
    }
    music = _music(exchange)
    if exchange.problems:
        raise ExceptionGroup("recordings that cannot be used", exchange.problems)
    secret = bench.secrets.revealed
    files = [
        Artefact(name, text.encode(), secret and name in ("pjsip.conf", "voicemail.conf"))
        for name, text in texts.items()
    ]
    losses = (*exchange.losses, *left_out(exchange.plan))
    return Rendering((*files, music, *exchange.recordings()), losses, (*notes, *_notes(exchange)))


def _site(bench: Workbench) -> tuple[Mapping[str, str], list[Message]]:
    """The settings with what is usual in place of those that are absent."""
    table = AsteriskTable.read(bench.settings, ("targets", "asterisk"))
    site = {name: text or USUAL.get(name, "") for name, text in table}
    site["trunk_match"] = site["trunk_match"] or site["trunk_host"]
    notes = []
    if not site["trunk_host"]:
        notes.append(say("[targets.asterisk] sets no trunk_host: there are no calls from and to outside"))
    if not bench.secrets.revealed:
        notes.append(
            say("no provider of secrets is named: the files hold marks such as {mark}", mark="{{secret NAME}}")
        )
    return site, notes


def _trunk_password(bench: Workbench, site: Mapping[str, str]) -> str:
    name = site["trunk_password"]
    if not (name and site["trunk_username"]):
        return ""
    text = bench.secrets(Secret(name))
    fit = text.isascii() and text.isprintable() and text == text.strip()
    return text.replace(";", r"\;") if fit else "{{secret that Asterisk cannot hold}}"


def _tones(exchange: Exchange) -> str:
    country = exchange.plan.company.country.lower()
    return country if country.isascii() and country.isalpha() else "nl"


def _boxes(exchange: Exchange) -> Iterator[tuple[BoxContext, BoxLine | None]]:
    for user in exchange.plan.users.values():
        if user.voicemail is not None:
            yield user_box(user, exchange)
    for mailbox in exchange.plan.mailboxes.values():
        yield company_box(mailbox, exchange)


def _accounts(exchange: Exchange, telephones: Telephones) -> Iterator[Account]:
    for user in exchange.plan.users.values():
        name = exchange.ids["user"][user.key]
        box = name if user.voicemail and user.voicemail.access == "phone" else ""  # a lamp, for messages that are kept
        yield Account(name, telephones.of[user.key], telephones.shown[user.key], box, barring_name(user, exchange))


def _extensions(exchange: Exchange, telephones: Telephones, places: Mapping[str, object]) -> str:
    """The dialplan. Clocks come last in making, since all others name those that they ask."""
    plan, company = exchange.plan, exchange.plan.company
    dialled = {
        user.key: "&".join(f"PJSIP/{one.account}" for one in telephones.of[user.key]) for user in plan.users.values()
    }
    ids = exchange.ids["user"]
    hints = [
        (user.extension, dialled[user.key]) for user in plan.users.values() if user.extension and dialled[user.key]
    ]
    found = numbering(exchange)
    known = {extension for extension, _ in found.extensions} - set(found.emergency)
    orders = orders_used(exchange.linked)
    shared = {
        **places,
        "clocks": [
            (exchange.about_clock(clock), clock_context(name, clock, exchange.linked))
            for clock, name in exchange.clocks.items()
        ],
        "numbering": found,
        "code": exchange.prefixes.code,
        "max_redirections": company.max_redirections,
        "ring_limit": company.ring_limit,
        "trunk_dial": Code("PJSIP/${EXTEN}@trunk"),
        "hints": [hint for hint in hints if hint[0] in known],
        "names": [(order, list(names_context(order, exchange))) for order in orders],
        "barrings": list(barrings(exchange)),
    }
    parts = ("entrances", "places", "hunting", "machinery", "ends")
    letters = (f"NP_LETTERS_{key} = {text}" for key, text in (spelt_aloud(exchange) if orders else ()))
    globals_ = chain(
        ("[globals]",), (f"NP_PHONES_{ids[key]} = {text}" for key, text in dialled.items() if text), letters
    )
    heading = (
        HEADING.format(plan=comment(company.name or "of a company"))
        + "[general]\nstatic = yes\nwriteprotect = yes\n\n"
        + "\n".join(globals_)
        + "\n\n"
    )
    return heading + "\n".join(template(f"{part}.conf.j2").render(shared) for part in parts)


def _music(exchange: Exchange) -> Artefact:
    """Music on hold: the plan's file, silence, or a soft tone."""
    given = exchange.plan.company.music_on_hold
    content = silence() if given == "none" else hold_tone()
    if given not in NOT_FILES:
        try:
            content = exchange.bench.telephone_audio(given)
        except AudioError as problem:
            exchange.problems.append(AudioError(problem.message, ("company", "music_on_hold")))
    return Artefact("moh-nummerplan/music.wav", content)


def _notes(exchange: Exchange) -> Iterator[Message]:
    last = max((day.day for one in exchange.linked.calendars.values() for day in one.days), default=None)
    if last is not None:
        yield say("holidays are written out until the end of {year}: compile again before then", year=last.year)
