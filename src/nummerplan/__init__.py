"""nummerplan: a company's telephone plan as text, checked, proven and compiled."""

__version__ = "0.1.0"
