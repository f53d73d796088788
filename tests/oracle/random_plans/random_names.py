"""Who and what a random plan holds, before any of it has settings."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

EXTENSIONS = ["20", "201", "202", "2012", "213", "21", "301", "30", "555", "999", "77", "0201", "412", "41"]
OUTSIDE = [
    "0206543210",
    "0612345678",
    "+3225551200",
    "0900-1234",
    "0909-1234",
    "0906-1234",
    "+442071234567",
    "0207654321",
]


@dataclass(slots=True)
class Names:
    """Keys, numbers and extensions of a random plan."""

    users: list[str]
    mobiles: list[str]
    groups: list[str]
    attendants: list[str]
    mailboxes: list[str]
    schedules: list[str]
    calendars: list[str]
    second_edition: bool
    extensions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    voicemails: list[str] = field(default_factory=list)

    @classmethod
    def drawn(cls, rng: Random, second_edition: bool, small: bool = False) -> "Names":
        """Some of everything, at most six people; half of that when it is to be small."""
        users = [f"u{index}" for index in range(rng.randint(1, 2 if small else 4))]
        most = 1 if small else 3

        def keys(prefix: str, counts: list[int]) -> list[str]:
            return [f"{prefix}{index}" for index in range(min(rng.choice(counts), most))]

        names = cls(
            users=users,
            mobiles=keys("mob", [0, 1, 1, 2]),
            groups=keys("g", [0, 1, 1, 2, 3]),
            attendants=keys("menu", [0, 1, 1, 2]),
            mailboxes=keys("box", [0, 1, 2]),
            schedules=keys("s", [1, 1, 2, 3]),
            calendars=keys("h", [0, 1, 2]),
            second_edition=second_edition,
            voicemails=[user for user in users if rng.random() < 0.5],
        )
        extensions = rng.sample(EXTENSIONS, len(EXTENSIONS))
        for key in [*users, *names.groups, *names.attendants, *names.mailboxes]:
            held = rng.choice(["both", "both", "extension", "number"])
            if held != "number" and extensions:
                names.extensions[key] = extensions.pop()
            if held != "extension" or key not in names.extensions:
                names.numbers[key] = f"0887654{len(names.numbers) + 1:03}"
        names.numbers |= {key: f"061111111{index + 1}" for index, key in enumerate(names.mobiles)}
        return names

    def held(self, key: str) -> dict[str, Any]:
        """The extension and number of an object, as its settings."""
        found = {}
        if key in self.extensions:
            found["extension"] = self.extensions[key]
        if key in self.numbers:
            found["number"] = self.numbers[key]
        return found

    def extra(self, rng: Random, key: str) -> dict[str, Any]:
        """Now and then a further number or extension of an object."""
        if rng.random() > 0.15:
            return {}
        number = f"08876540{30 + len(self.extras)}"
        self.extras[number] = key
        return {"extra_numbers": [number, f"6{len(self.extras)}0"] if rng.random() < 0.5 else [number]}

    def destination(self, rng: Random) -> object:
        """Anything that a call can be sent to; mostly an object, so that loops are frequent."""
        draw = rng.random()
        objects = [*self.users, *self.users, *self.groups, *self.attendants, *self.mailboxes, *self.mobiles]
        if draw < 0.62:
            return rng.choice(objects)
        if draw < 0.70 and self.extensions:
            return rng.choice(list(self.extensions.values()))
        if draw < 0.77 and self.numbers:
            return rng.choice(list(self.numbers.values()))
        if draw < 0.84 and self.voicemails:
            return {"voicemail": rng.choice(self.voicemails)}
        if draw < 0.97:
            return rng.choice(OUTSIDE)
        return rng.choice(["0887654020", "112", "1233", "14020"])

    def number(self, rng: Random) -> str:
        """A phone number for the mobile network: own ones mostly."""
        own = [number for key, number in self.numbers.items() if key not in self.mobiles]
        return rng.choice([*own, *own, *(self.numbers[key] for key in self.mobiles), *rng.sample(OUTSIDE, 2)])


def maybe(rng: Random, chance: float) -> bool:
    """True with the chance."""
    return rng.random() < chance
