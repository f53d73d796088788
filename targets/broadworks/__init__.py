"""The plan as commands for a BroadWorks platform (OCI-P), in the order in which they have to go out."""

from nummerplan.model.artefact import Rendering, Workbench


def render(bench: Workbench) -> Rendering:
    """The documents that make the company on an empty platform."""
    return Rendering(())
