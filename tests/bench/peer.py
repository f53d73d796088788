"""The peer: PyYAML's C loader merely loads plans, and judges nothing. Run as `python peer.py FILE ...`."""

import sys
from pathlib import Path

import yaml


class Loader(yaml.CSafeLoader):
    """The safe loader, and the tag that plans have."""


Loader.add_constructor("!secret", lambda loader, node: loader.construct_scalar(node))
for plan in sys.argv[1:]:
    yaml.load(Path(plan).read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader with one more tag
