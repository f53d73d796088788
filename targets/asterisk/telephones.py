"""The telephones of users as accounts of pjsip, and what their calls show outside."""

from collections.abc import Iterator
from dataclasses import dataclass

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.message import say
from nummerplan.model.plan.company import Company
from nummerplan.model.plan.devices import Device
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.asterisk.exchange import Exchange
from nummerplan.targets.asterisk.identifiers import Accounts, shown_name
from nummerplan.targets.asterisk.loss_kinds import ASTERISK_ACCOUNT, ASTERISK_SIP_PASSWORD


@dataclass(frozen=True)
class Telephone:
    """An account: its name, how it logs in, and whether it has a password; without a real one nobody can log in."""

    account: str
    login: str
    password: str
    about: str
    has_password: bool


@dataclass(frozen=True)
class Shown:
    """What the other side sees of a user's calls: colleagues, numbers outside, and who answers emergency calls."""

    caller_id: str
    number: str
    name: str
    hidden: bool
    emergency_number: str
    emergency_name: str


class Telephones:
    """All telephones of the plan, by user."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange, self._accounts = exchange, Accounts()
        users = exchange.plan.users.values()
        self.of = {user.key: tuple(self._telephones(user)) for user in users}
        self.shown = {user.key: self._shown(user) for user in users}

    def _telephones(self, user: User) -> Iterator[Telephone]:
        for place, device in enumerate(user.devices):
            yield self._telephone(user, device, user.at("devices", place), place + 1)

    def _telephone(self, user: User, device: Device, route: Route, place: int) -> Telephone:
        wanted = device.sip_username or device.name or f"{user.key}-{device.model}"
        otherwise = f"{self._exchange.ids['user'][user.key]}-{place}"
        account, as_wanted = self._accounts.take(wanted, otherwise)
        if device.sip_username and not as_wanted:
            self._exchange.lose(
                (*route, "sip_username"),
                say("Asterisk cannot have this account name, or has it already; it is {account}", account=account),
                ASTERISK_ACCOUNT,
            )
        password, known = self._password(user, place - 1, route)
        about = f"{user.full_name}, {device.model}"
        return Telephone(account, account, password, about, known)

    def _password(self, user: User, place: int, route: Route) -> tuple[str, bool]:
        """A password as pjsip.conf can hold it, or a mark, and whether it is a password: a mark lets nobody in."""
        secret = user.devices[place].sip_password
        text = self._exchange.bench.secrets(secret)
        if secret is None and text.startswith("{{"):
            message = say("without sip_password this telephone cannot register")
            self._exchange.lose(route, message, ASTERISK_SIP_PASSWORD, self._others_ring(user, place))
            return text, False
        if not self._exchange.bench.secrets.revealed:
            return text, False
        if not _is_password(text):
            name = str(secret) if isinstance(secret, Secret) else say("the password")
            self._exchange.lose(
                (*route, "sip_password"),
                say("{secret} is left out: Asterisk takes passwords of visible ASCII characters only", secret=name),
                ASTERISK_SIP_PASSWORD,
                self._others_ring(user, place),
            )
            return "{{secret that Asterisk cannot hold}}", False
        return text.replace(";", r"\;"), True

    def _others_ring(self, user: User, place: int) -> PlanEdit:
        """A telephone that cannot register never rings; the user's others do, as far as they can."""
        others = [device for other, device in enumerate(user.devices) if other != place]
        return PlanEdit(user.at("devices"), [device for device in others if self._can_register(device.sip_password)])

    def _can_register(self, secret: Secret | str | None) -> bool:
        """Whether a telephone has a password that Asterisk takes; of one that is not revealed nothing else is known."""
        secrets = self._exchange.bench.secrets
        text = secrets(secret)
        return _is_password(text) or (secret is not None and not secrets.revealed)

    def _shown(self, user: User) -> Shown:
        """The caller identity of a user, as the company and he himself choose it (manual 6.4.2)."""
        company = self._exchange.plan.company
        usual = user.caller_id or company.caller_id
        number = self._number(user, usual)
        emergency = self._number(user, company.emergency_caller_id or usual)
        own, name = shown_name(user.full_name), shown_name(_name(company, user))
        return Shown(
            caller_id=f"{own} <{user.extension if _is_digits(user.extension) else ''}>",
            number=number,
            name=name,
            hidden=user.hide_caller_id,
            emergency_number=emergency,
            emergency_name=name,
        )

    def _number(self, user: User, choice: str) -> str:
        main = self._exchange.plan.company.main_number
        written = (user.number or main) if choice in ("user", "own") else main if choice == "company" else choice
        return (self._exchange.linked.numbering.e164(written) if written else None) or ""


def _is_password(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable() and text == text.strip() and not text.startswith("{{")


def _name(company: Company, user: User) -> str:
    return (company.name or "") if company.show_company_name else user.full_name


def _is_digits(text: str | None) -> bool:
    return bool(text) and str(text).isascii() and str(text).isdecimal()
