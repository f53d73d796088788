"""A menu key written as # is a comment, and what it should do is lost.

YAML begins a comment at `#`, so the line `#: repeat_menu` under `keys` says nothing at all: the caller
who presses the key hears that it is not in use. Write `hash:`, or put the character in quotes.

Only a comment among the keys of a menu that reads as an action (a word such as `repeat_menu`, a name or number, or a
mapping) is meant; `#: other keys do nothing` is a comment like any other.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP019",
    level=Level.ERROR,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        9: {operator: receptie}
        #: repeat_menu  # <-
""",
    good="""
auto_attendants:
  #: het menu van de centrale
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        9: {operator: receptie}
        hash: repeat_menu
        #: andere toetsen doen niets
""",
)
