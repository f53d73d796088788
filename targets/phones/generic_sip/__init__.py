"""A page for people who set up a telephone by hand (manual 6.6.2), in Dutch or English.

It is HTML because everybody can open and print it, and because it has a safe escape for every character.
"""

from urllib.parse import quote

from nummerplan.model.artefact import Artefact, Loss
from nummerplan.model.plan.phone_catalogue import GENERIC, PhoneModel
from nummerplan.targets.phones.generic_sip.words import WORDS
from nummerplan.targets.phones.site import PhoneSettings, placeholder
from nummerplan.targets.phones.telephone import Telephone
from nummerplan.targets.phones.templates import template


def takes(model: PhoneModel) -> bool:
    """Whatever is set up by hand; also the resort of models without a format of their own."""
    return model == GENERIC


def render(telephone: Telephone, site: PhoneSettings, _losses: list[Loss]) -> list[Artefact]:
    """One page for the telephone, with a table for each of its lines."""
    language = "nl" if site.language == "nl" else "en"
    text = template(__name__, "sheet.html.j2", markup=True).render(
        phone=telephone,
        site=site,
        transport=site.transport.upper() if site.transport else placeholder("transport"),
        language=language,
        words=WORDS[language],
    )
    # A key of a plan is a file name nearly always; whatever is not becomes %XX.
    return [Artefact(f"generic-sip/{quote(telephone.name, safe='')}.html", text.encode(), secret=telephone.secret)]
