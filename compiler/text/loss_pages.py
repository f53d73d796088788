"""What there is to say about a loss of a target, by its name."""

from nummerplan.model.artefact import LossEffect
from nummerplan.model.message import Message, Translate, say
from nummerplan.targets import all_targets

EFFECTS: dict[LossEffect, Message] = {
    "calls": say("Callers may notice it: deploy refuses it until platform.accepts has it."),
    "settings": say("Nobody who calls notices it; deploy shows it."),
    "harmless": say("Nobody notices it; deploy shows it with --verbose."),
}


def loss_page(word: str, translate: Translate) -> str | None:
    """The pages of the losses of a name, in Markdown, a target each; None when there is none."""
    pages = [
        f"# {kind.name}\n\n{say('A loss of the target {target}.', target=target.name).text(translate)} "
        f"{kind.page.text(translate)}\n\n{EFFECTS[kind.effect].text(translate)}\n"
        for target in all_targets()
        for kind in target.losses
        if kind.name == word
    ]
    return "\n".join(pages) or None


def loss_names() -> list[str]:
    """The names of all losses of all targets."""
    return [kind.name for target in all_targets() for kind in target.losses]
