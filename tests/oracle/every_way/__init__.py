"""All ways that a call can go: each is a leaf, with what is known there of people, histories and keys."""

from oracle.every_way.exploring import Exploration, Leaf, TooManyWorlds
from oracle.every_way.forks import ForkingWorld, Store, branches

__all__ = ["Exploration", "ForkingWorld", "Leaf", "Store", "TooManyWorlds", "branches"]
