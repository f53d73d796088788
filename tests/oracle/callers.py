"""Who may call: one caller for each kind that a plan can tell apart."""

from oracle.caller_patterns import CallerPattern, country_prefix
from oracle.calls import caller_of
from oracle.company import Company
from oracle.numbering import e164


def callers(company: Company, from_outside: bool) -> list[str]:
    """The callers of a proof, as a call names them: colleagues, and each from outside whom a rule can tell apart."""
    found = ["internal"]
    if company.mobiles:
        usual = company.shown_number(None)
        shown = {usual}
        for user in company.users:
            number = company.shown_number(user)
            if number not in shown:
                shown.add(number)
                found.append(user)
    if from_outside:
        found += ["external", "anonymous", *numbers_named(company)]
    return found


def numbers_named(company: Company) -> list[str]:
    """One caller's number for each set of patterns that the blocking rules can tell apart."""
    patterns = [pattern for user in company.users.values() for rule in user.blocked.rules for pattern in rule.callers]
    found: dict[tuple[bool, ...], str] = {}
    for number in (number for pattern in patterns for number in _examples(company, pattern)):
        found.setdefault(tuple(pattern.matches(number, company.country) for pattern in patterns), number)
    return list(found.values())


def _examples(company: Company, pattern: CallerPattern) -> list[str]:
    """Numbers that the pattern means: both ends of a range, or its beginning filled up with digits."""
    if pattern.kind == "range":
        return [pattern.first, pattern.last]
    if pattern.kind == "foreign":
        return [
            number
            for number in ("+3225551234", "+442071234567", "+12125550123")
            if pattern.matches(number, company.country)
        ]
    begins = pattern.first if pattern.kind == "international" else _international(company, pattern.first)
    filled = []
    for digit in "1234567890":
        candidates = [begins + digit * length for length in range(14)]
        valid = [number for number in candidates if e164(number, company.country) == number]
        filled.append(valid[0] if valid else begins + digit * max(12 - len(begins), 1))
    return filled


def _international(company: Company, digits: str) -> str:
    """The beginning of an E.164 number whose national form begins with the digits."""
    return country_prefix(company.country) + (digits[1:] if digits.startswith("0") else digits)


def named_caller(company: Company, text: str) -> str:
    """Whose call it is, in the words of a proof: internal, external or anonymous."""
    caller = caller_of(company, text)
    return "internal" if caller.inside else "anonymous" if caller.number is None else "external"
