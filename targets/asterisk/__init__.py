"""The plan as the configuration of an Asterisk 22, which then behaves as the plan says.

`pjsip.conf` (trunk and telephones), `extensions.conf` (what happens to calls), `voicemail.conf`, `musiconhold.conf`,
`indications.conf`, `rtp.conf` and `modules.conf` go to `/etc/asterisk`; `sounds/nummerplan` and `moh-nummerplan` to
`/usr/share/asterisk`. Asterisk's own prompts are needed too (Debian: asterisk-core-sounds-en-gsm).

In `extensions.conf` every object is a context, `user-receptie`, `group-support`, `menu-hoofdmenu`, with a comment that
names it and its line in the plan. How calls end are contexts too, `end-busy_tone`, called as in tests of a plan.

Settings, in `[targets.asterisk]` of the project's settings file:

- `trunk_host`, `trunk_port`, `trunk_match`, `trunk_username`, `trunk_password` (the name of a secret): the carrier.
  Without `trunk_host` there are no calls from and to outside.
- `bind`, `port`, `transport` (udp, tcp), `media_address`, `external_address`, `local_network`, `rtp_start`, `rtp_end`:
  where Asterisk listens, and how it is seen.
- `mail_from`, `mail_command`: how messages are mailed.

On every telephone `*78` and `*79` switch do not disturb on and off. A telephone whose own do not disturb refuses calls
(486) is busy too, as soon as it is called. A telephone needs a `sip_password`: without one it cannot register.
"""

from nummerplan.model.artefact import Rendering, Workbench
from nummerplan.targets.asterisk.loss_kinds import ASTERISK_LOSSES
from nummerplan.targets.asterisk.settings import AsteriskTable

__all__ = ["LOSSES", "ROUTES_CALLS", "SETTINGS", "render"]

SETTINGS = AsteriskTable
LOSSES = ASTERISK_LOSSES
ROUTES_CALLS = True


def render(bench: Workbench) -> Rendering:
    """The files of `/etc/asterisk`, and the recordings.

    Raises `SettingError` for a setting that cannot be used, and an `ExceptionGroup` of `AudioError`.
    """
    from nummerplan.targets.asterisk.configuration import configuration  # what it needs is slow to import

    return configuration(bench)
