"""What happens to a call at a mailbox of the company, a fax box, or the voicemail of a user."""

from oracle.steps import End, Position, Send, World


def step(world: World, position: Position) -> End | Send:
    """A message is left, or the greeting is played and the call ended or transferred."""
    company = world.company
    owner = company.users[position.at.name] if position.at.kind == "voicemail" else None
    box = owner.voicemail if owner is not None else company.mailboxes[position.at.name]
    if box is None:
        return End("not_in_use")
    if box.fax:
        return End("fax")
    if box.record:
        return End("message")
    if box.then is None:
        return End("announced")
    return Send(box.then, company.screen(owner), answered=True)
