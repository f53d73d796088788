"""From the text of a plan, or a document that was read from it, to a company with all defaults filled in."""

from oracle.reading.reading_company import company_of, read_company

__all__ = ["company_of", "read_company"]
