"""A comment suppresses a finding and does not say why.

Whoever reads the plan next year cannot tell a considered exception from a message that was merely in the
way. Write the reason behind the bracket: `# nummerplan: ignore[NP114] the lift has no use for one`.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP010",
    level=Level.WARNING,
    bad="""
company:
  main_number: 088-7654000
users:
  lift:  # nummerplan: ignore[NP114]  # <-
    number: 088-7654002
""",
    good="""
company:
  main_number: 088-7654000
users:
  lift:  # nummerplan: ignore[NP114] het alarm in de lift wordt alleen van buiten gebeld
    number: 088-7654002
""",
)
