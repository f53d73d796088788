"""Changes go in before anything is sent; what the platform would refuse of them comes out, all of it at once.

Each file asks the platform for what it needs and compares; the questions of all files go out together.
"""

from nummerplan.targets.broadworks.preflight.refusals import preflight

__all__ = ["preflight"]
