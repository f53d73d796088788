"""Text of unknown origin made safe in Markdown: no markup, no HTML, no link, no mention."""

from nummerplan.compiler.text.escape_terminal import escape_terminal

MARKUP = {ord(character): f"&#{ord(character)};" for character in "&<>|*_`[]#@~\\!"}


def escape_markdown(text: str) -> str:
    """Text on one line, as characters that mean nothing to Markdown, to HTML, or to a site that looks for names."""
    return escape_terminal(text).translate(MARKUP).replace("://", "&#58;//").replace("www.", "www&#46;")
