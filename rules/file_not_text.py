"""A file of the plan is not UTF-8 text.

A plan is saved as UTF-8; a byte order mark at its beginning does no harm. A file from an old Windows
program may be UTF-16 or Windows-1252: open it in an editor and save it as UTF-8. The message names the
first byte that is no text.

There is no example: this page is UTF-8 itself.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(code="NP014", level=Level.ERROR, bad="", good="")
