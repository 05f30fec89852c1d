"""Who complains: people with an account, and guests who leave a mail address, a number, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from app.demo.cast import CITIZEN, NEIGHBOUR, Person
from app.demo.stories import Answers, Story, world

# Citizens whom the login page does not show, so that the two whom it shows are not the only ones with an account.
OTHER_CITIZENS = (
    Person("ratna@contoh.id", "Ratna Dewi", "citizen"),
    Person("heru@contoh.id", "Heru Prabowo", "citizen"),
    Person("081200000107", "Wawan Setiawan", "citizen"),
)


@dataclass(frozen=True)
class Reporter:
    """Somebody who complains; a guest has no login."""

    name: str
    login: str | None

    def identity(self, random: Random, story: Story, visibility: str) -> Answers:
        """Return what she tells of herself: nothing, where she stays anonymous."""
        if visibility == "anonim":
            return {"kerahasiaan": ["anonim"]}
        known = {
            "kerahasiaan": [visibility],
            "nama": [self.name],
            "alamat": [f"RT {random.randint(1, 6):02} RW {random.randint(1, 4):02}, {story.desa}, Kebakkramat"],
        }
        if self.login and "@" in self.login:
            return {**known, "cara_dihubungi": ["email"], "email": [self.login]}
        way = random.choices(("email", "hp", "loket"), (35, 45, 20))[0]
        contact = {"email": [f"{self.name.split()[0].lower()}{random.randint(1, 99)}@contoh.id"]}
        number = {"no_hp": [self.login or f"0812 0000 {random.randint(0, 9999):04}"]}
        return {**known, "cara_dihubungi": [way], **{"email": contact, "hp": number, "loket": {}}[way]}


def choose(random: Random) -> Reporter:
    """Choose who complains; the two citizens of the cast have enough cases to look at."""
    if random.random() < 0.72:
        return Reporter(random.choice(world()["nama"]), None)
    person = random.choices((CITIZEN, NEIGHBOUR, *OTHER_CITIZENS), (4, 3, 2, 2, 2))[0]
    return Reporter(person.name, person.login)


def visibility(random: Random, story: Story) -> str:
    """Choose how confidential a complaint is."""
    weights = (10, 25, 65) if story.is_sensitive else (76, 13, 11)
    return random.choices(("biasa", "anonim", "rahasia"), weights)[0]
