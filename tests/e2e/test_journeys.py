"""The two main journeys, propose and sign, in every way that people get about."""

from typing import Any

import pytest

from tests.e2e.doings import Idea, propose, send_in, sign
from tests.e2e.person import PHONE, ByKeyboard, Visit
from tests.e2e.town import Town

pytestmark = pytest.mark.browser

WAYS: dict[str, dict[str, Any]] = {
    "by keyboard alone": {"kind": ByKeyboard},
    "without JavaScript": {"scripts": False},
    "on a phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}
AUTHORS = dict(zip(WAYS, ("Frida Ålund", "Leila Karimi", "Anders Röjd"), strict=True))
SIGNERS = dict(zip(WAYS, ("Elias Öberg", "Amina Yusuf", "Viktor Haddad"), strict=True))
IDEAS = {
    "by keyboard alone": Idea(title="Håll utegymmet öppet på vintern", area="Idrott och fritid"),
    "without JavaScript": Idea(title="Laga grusvägen till badet", area="Gator och trafik"),
    "on a phone": Idea(title="Visa sommarbio i parken", area="Kultur och bibliotek"),
}
OPEN_NOW = "En kvällsbuss till Sjöhagen"


@pytest.mark.parametrize("way", WAYS)
def test_a_resident_proposes(visit: Visit, town: Town, way: str) -> None:
    """In Björkby nobody else needs to stand behind a proposal."""
    author = visit(**WAYS[way], origin=town.bjorkby).log_in(AUTHORS[way])
    propose(author, IDEAS[way])
    author.follow("Fortsätt till granskningen")
    send_in(author)
    author.sees("Förslaget är inskickat.", IDEAS[way].title, IDEAS[way].body)
    author.open("/mina-sidor").sees(IDEAS[way].title)


@pytest.mark.parametrize("way", WAYS)
def test_a_resident_signs(visit: Visit, way: str) -> None:
    """Anyone who lives here can, also those who are not 18."""
    signer = visit(**WAYS[way]).open("/")
    signer.follow("Se alla folkmotioner")
    signer.follow(OPEN_NOW)
    sign(signer, SIGNERS[way], email="post@exempel.example")
    signer.sees("Tack! Du har skrivit under.", f"Jag ställer mig bakom folkmotionen ”{OPEN_NOW}”")
    signer.open("/mina-sidor").sees(OPEN_NOW)
