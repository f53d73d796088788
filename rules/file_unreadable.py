"""A file of the plan cannot be read.

It does not exist, may not be read, is a directory or a device, is a symbolic link in a loop of links, or is
larger than any plan. A plan that was not read was not checked, so this is never passed over.

There is no example: it is about the file, not about what is written in it.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(code="NP013", level=Level.ERROR, bad="", good="")
