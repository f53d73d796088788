"""Inputs one after the other in this process: each in a sandbox that is made anew, each judged."""

import random
import subprocess

from fuzz.answers import spoken_to
from fuzz.cells import Input, input_of
from fuzz.company import Company, company
from fuzz.run_input import Ran, run
from fuzz.sandbox import Sandbox


class Trial:
    """A sandbox with the company in it."""

    def __init__(self) -> None:
        self.sandbox = Sandbox()
        self.company: Company = company(self.sandbox, self._plainly)

    def run(self, seed: int) -> Ran:
        """Run the input of a seed."""
        return self.run_input(seed, input_of(seed, self.company))

    def run_input(self, seed: int, made: Input) -> Ran:
        """Run an input; `seed` says how answers are spoilt."""
        self._prepare(made)
        self.company.platform.begin(random.Random(seed), made.spoils)  # noqa: S311 - a seed, so that it can be repeated
        self.sandbox.guarded = True
        try:
            with spoken_to(self.company.platform) as clock:
                ran = run(made.arguments, self.sandbox.environment(), made.stdin, clock)
        finally:
            self.sandbox.guarded = False
        offences = [("outside of the sandbox", what) for what in self.sandbox.offences]
        return ran._replace(wrong=(*ran.wrong, *offences))

    def _prepare(self, made: Input) -> None:
        self.sandbox.fill(made.files, made.state)
        if made.git:
            environment = self.sandbox.environment()
            commit = ("-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "x")
            for words in (("init", "-q"), ("add", "plan.yaml"), commit):
                subprocess.run(["git", *words], env=environment, check=False, capture_output=True)

    def _plainly(self, *words: str) -> tuple[int, str]:
        ran = run(words, self.sandbox.environment())
        return ran.code, ran.out + ran.err + str(ran.wrong)
