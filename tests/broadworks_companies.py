"""Random companies with some of everything that a plan can say of a platform, and what becomes of them there."""

import random

from broadworks_plans import bench_of, case_of, site
from small_plans import small_plan

from nummerplan.compiler.translation.compare_image import Translation, translation_of
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.platform import Site
from nummerplan.targets.broadworks import PROVISIONING

SCHEDULES = """schedules:
  kantoor: {mon-fri: 09:00-17:00, sat: [09:00-12:00, 13:00-16:00]}
  avond: {name: Avond, daily: 18:00-20:00}"""
WITHOUT_CODE = site(voicemail_transfer="none")
AUDIO = ("audio/een.wav", "audio/twee.wav")


def company(seed: int, domain: str, group: str) -> str:
    """A plan of a few users, groups, menus and mailboxes; all numbers and extensions are its own."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    writer = _Writer(dice, [f"u{n}" for n in range(dice.randint(1, 5))])
    lines = writer.company(), SCHEDULES, writer.holidays(), "numbers: [0854879600..0854879699]"
    platform = f"platform: {{name: hosted, service_provider: SP, group: {group}, domain: {domain}}}"
    return "\n".join((*lines, platform, writer.users(), writer.groups(), writer.menus(), writer.mailboxes())) + "\n"


def plan_and_place(seed: int) -> tuple[LinkedPlan, Site]:
    """A random plan and its platform; most of these have no transfer to voicemail."""
    text = small_plan(seed) if seed % 5 else company(seed, "zaak.example", "zaak")
    return case_of(text), WITHOUT_CODE if seed % 3 else site()


def translated(linked: LinkedPlan, where: Site | None = None) -> Translation:
    """A plan beside the image of the company that it wants."""
    there = where or site()
    found = PROVISIONING.wanted(bench_of(linked), there)
    image = PROVISIONING.image(found.tenant, there, linked.plan.company.country)
    return translation_of(linked, found.losses, image)


class _Writer:
    def __init__(self, dice: random.Random, users: list[str]) -> None:
        self.dice = dice
        self.keys = users
        self.group_keys = [f"g{n}" for n in range(dice.randint(0, 2))]
        self.menu_keys = [f"m{n}" for n in range(dice.randint(0, 2))]
        self.numbers = [f"08548796{n:02d}" for n in range(1, 90)]
        dice.shuffle(self.numbers)
        self.everybody = [*users, *self.group_keys, *self.menu_keys, "post"]

    def maybe(self, text: str, share: float = 0.4) -> list[str]:
        return [text] if self.dice.random() < share else []

    def one_of(self, *texts: str) -> str:
        return self.dice.choice(texts)

    def anywhere(self) -> str:
        return self.one_of(*self.everybody, "0612345678", "0201234567", "+3222001234")

    def company(self) -> str:
        parts = ["name: Zaak & Zoon (Ü)", "main_number: 0854879600", "business_hours: kantoor"]
        parts += self.maybe("holidays: feest") + self.maybe("show_company_name: true")
        parts += self.maybe(f"caller_id: {self.one_of('company', 'user')}")
        parts += self.maybe(f"block_outgoing: [{self.one_of('international', '0900', 'mobile, 0909')}]")
        parts += self.maybe(f"block_forwarding: [{self.one_of('', 'international')}]", 0.2)
        parts += self.maybe(f"music_on_hold: {self.one_of('none', AUDIO[0])}")
        parts += self.maybe(f"language: {self.one_of('en', 'de')}, time_zone: Europe/Brussels", 0.2)
        parts += self.maybe(
            f"night_forwarding: {{mode: {self.one_of('on', 'off', 'schedule')}, to: {self.anywhere()}}}", 0.8
        )
        return f"company: {{{', '.join(parts)}}}"

    def holidays(self) -> str:
        dates = "dates: {2026-12-24: {name: Kerstavond, closed: 12:00-24:00}, 2026-12-28..2026-12-31: Dicht}"
        return f"holidays: {{feest: {{name: Feestdagen, {dates}}}}}"

    def users(self) -> str:
        return "users:\n" + "\n".join(f"  {key}: {{{', '.join(self.user(n))}}}" for n, key in enumerate(self.keys))

    def user(self, place: int) -> list[str]:
        parts = [f"extension: {201 + place}"]
        parts += self.maybe(f"first_name: {self.one_of('Zoë', 'Jan', 'Ahmet')}")
        parts += self.maybe(f"infix: van der, last_name: {self.one_of('Berg', 'Łuk')}", 0.3) or self.maybe(
            "last_name: Wit"
        )
        parts += self.maybe(f"number: {self.numbers.pop()}")
        parts += self.maybe(f"extra_numbers: [{self.numbers.pop()}, {601 + place}]", 0.2)
        parts += self.maybe(f"username: persoon{place}", 0.2) + self.maybe("call_waiting: false")
        parts += self.maybe("hide_caller_id: true", 0.2)
        parts += self.maybe(f"caller_id: {self.one_of('own', 'company', '0854879600')}", 0.3)
        parts += self.maybe(f"block_outgoing: [{self.one_of('', 'mobile', '0900, international')}]", 0.3)
        parts += self.maybe(f"devices: [{{model: generic-sip{self.one_of('', ', name: Toestel ' + str(place))}}}]", 0.7)
        parts += self.maybe(f"night_forwarding: {self.one_of('on', 'off')}", 0.3)
        parts += self.maybe(self.voicemail(), 0.5) + self.maybe(self.forwarding(), 0.6)
        parts += self.maybe(self.blocked(), 0.3) + self.maybe(self.simultaneous(), 0.3)
        return parts

    def voicemail(self) -> str:
        parts = ["email: a@b.example", *self.maybe(f"when: [{self.one_of('busy', 'always', 'busy, no_answer')}]")]
        parts += self.maybe("copy_to: c@d.example") + self.maybe(f"rings: {self.one_of('0', '2', '9')}")
        parts += self.maybe("access: phone", 0.2) + self.maybe(f"greetings: {{busy: {self.one_of(*AUDIO)}}}", 0.3)
        parts += self.maybe(f"record: false, then: {{transfer: {self.anywhere()}}}", 0.3)
        return f"voicemail: {{{', '.join(parts)}}}"

    def forwarding(self) -> str:
        cases = [
            linked for linked in ("always", "busy", "no_answer", "not_reachable", "missed") if self.dice.random() < 0.4
        ]
        rings = self.one_of("", ", rings: 2", ", rings: 7")
        return f"forwarding: {{{', '.join(f'{linked}: {{to: {self.anywhere()}{rings}}}' for linked in cases)}}}"

    def blocked(self) -> str:
        many = ", ".join(f"06123456{n}" for n in range(10, 10 + self.dice.randint(1, 30)))
        named = self.maybe("name: Reclame")
        rule = ", ".join([*named, f"numbers: [{self.one_of(many, '0906*')}]", *self.maybe("during: avond")])
        switches = self.maybe("all: true", 0.2) + self.maybe("anonymous: true")
        return f"blocked_callers: {{{', '.join([*switches, f'rules: [{{{rule}}}]'])}}}"

    def simultaneous(self) -> str:
        parts = ["numbers: [0612345670, 0612345671]", *self.maybe("answer_confirmation: true")]
        parts += self.maybe("while_on_a_call: false") + self.maybe("during: avond")
        return f"simultaneous_ring: {{{', '.join(parts)}}}"

    def groups(self) -> str:
        written = [f"  {key}: {{{', '.join(self.group(n))}}}" for n, key in enumerate(self.group_keys)]
        return "hunt_groups:\n" + "\n".join(written) if written else ""

    def group(self, place: int) -> list[str]:
        members = self.dice.sample(self.keys, self.dice.randint(0, len(self.keys)))
        parts = [f"extension: {301 + place}", f"members: [{', '.join(members)}]"]
        parts += [f"policy: {self.one_of('regular', 'circular', 'simultaneous', 'uniform')}"]
        parts += self.maybe(f"name: Groep {place}") + self.maybe("first_name: De") + self.maybe("last_name: Groep")
        parts += self.maybe(f"number: {self.numbers.pop()}") + self.maybe(f"extra_numbers: [{self.numbers.pop()}]", 0.2)
        parts += self.maybe(f"next_member_after: {{rings: {self.one_of('1', '4')}}}")
        parts += self.maybe(f"overflow: {{after: {self.one_of('0s', '45s')}, to: {self.anywhere()}}}", 0.6)
        parts += self.maybe(f"when_busy: {self.one_of('busy_tone', self.anywhere())}")
        parts += self.maybe(f"not_reachable: {self.one_of('busy_tone', self.anywhere())}")
        parts += self.maybe("ring_busy_members: true", 0.2) + self.maybe("night_forwarding: off", 0.3)
        return parts

    def menus(self) -> str:
        written = [f"  {key}: {{{', '.join(self.menu(n))}}}" for n, key in enumerate(self.menu_keys)]
        return "auto_attendants:\n" + "\n".join(written) if written else ""

    def menu(self, place: int) -> list[str]:
        parts = [f"extension: {401 + place}", f"business_hours_menu: {self.keypad()}"]
        parts += self.maybe(f"after_hours_menu: {self.keypad()}") + self.maybe(f"number: {self.numbers.pop()}")
        parts += self.maybe("business_hours: avond", 0.2) + self.maybe("first_digit_timeout: 5s", 0.2)
        parts += self.maybe("dial_by_name_order: either", 0.2) + self.maybe("night_forwarding: on", 0.2)
        return parts + self.maybe(f"name: Keuze {place}")

    def keypad(self) -> str:
        actions = [
            f"1: {{transfer: {self.anywhere()}, label: {self.one_of('een', '0612345678')}}}",
            f"2: {{transfer: {self.anywhere()}, announce: true}}",
        ]
        actions += [f"0: {{operator: {self.anywhere()}}}", f"3: {{play: {AUDIO[1]}}}", "4: dial_by_name"]
        actions += ["5: dial_by_extension", "star: repeat_menu", "hash: hang_up"]
        chosen = [action for action in actions if self.dice.random() < 0.4]
        parts = [
            f"keys: {{{', '.join(chosen)}}}",
            *self.maybe(f"greeting: {AUDIO[0]}"),
            *self.maybe("dial_by_extension: true", 0.2),
        ]
        return f"{{{', '.join(parts)}}}"

    def mailboxes(self) -> str:
        parts = ["extension: 999", *self.maybe("email: post@b.example"), *self.maybe(f"greeting: {AUDIO[0]}")]
        parts += self.maybe(f"number: {self.numbers.pop()}", 0.3) + self.maybe("name: Postvak")
        parts += self.maybe(f"record: false, then: {{transfer: {self.one_of(*self.keys)}}}", 0.3)
        fax = f"\n  fax: {{kind: fax, extension: 998, number: {self.numbers.pop()}, email: fax@b.example}}"
        return f"mailboxes:\n  post: {{{', '.join(parts)}}}" + "".join(self.maybe(fax))
