"""The version of the product: said once, here."""

VERSION = "0.2.0"
