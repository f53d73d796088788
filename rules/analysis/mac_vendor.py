"""Whose telephone a MAC address belongs to, by its first six digits."""

from nummerplan.model.plan.phone_catalogue import PhoneCatalogue


def owner(catalogue: PhoneCatalogue, digits: str) -> str | None:
    """The vendor of the catalogue whose prefix this is; for a shared prefix the one it is registered to."""
    return next((name for name, vendor in catalogue.vendors.items() if digits[:6] in vendor.prefixes), None)


def is_doubtful(catalogue: PhoneCatalogue, digits: str, vendor: str) -> bool:
    """Whether a telephone of this vendor is unlikely to have this address.

    A vendor whose prefixes are not all known is doubted only when the prefix is known to be somebody else's.
    """
    known = catalogue.vendors.get(vendor)
    if known is None or digits[:6] in known.prefixes | known.prefixes_of_others:
        return False
    return not known.has_other_prefixes or owner(catalogue, digits) is not None
