"""The people of the demo. All numbers are test numbers that no living person can be given."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialog.core.policy import Role
from dialog.identity.rules import personal_number

EVERYWHERE = ("ekby", "bjorkby")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody to log in as. `home` is where they are registered, `works_in` where roles count."""

    number: str
    given_name: str
    surname: str
    about: str
    home: str = "ekby"  # "ekby", "bjorkby" or "elsewhere"
    roles: tuple[Role, ...] = ()
    works_in: tuple[str, ...] = ()
    loa: str = "loa3"
    shows_birth_date: bool = True

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given_name} {self.surname}"

    @property
    def birth_date(self) -> str:
        """As the identity provider tells it, unless the person's provider does not."""
        return personal_number(self.number).born.isoformat() if self.shows_birth_date else ""


def _resident(number: str, name: str, about: str, home: str = "ekby") -> DemoPerson:
    given_name, _, surname = name.partition(" ")
    return DemoPerson(number=number, given_name=given_name, surname=surname, about=about, home=home)


def _staff(number: str, name: str, role: Role, about: str, home: str = "ekby") -> DemoPerson:
    given_name, _, surname = name.partition(" ")
    return DemoPerson(
        number=number,
        given_name=given_name,
        surname=surname,
        about=about,
        home=home,
        roles=(role,),
        works_in=EVERYWHERE,
    )


PEOPLE: tuple[DemoPerson, ...] = (
    # The first one has something in every state, see dialog/demo/content.
    _resident("199006022397", "Åsa Ekman", "Bor i Ekby. Har skrivit flera folkmotioner."),
    _resident("191212121212", "Tolvan Tolvansson", "Bor i Ekby sedan 1912."),
    _resident("200001052380", "Malin Lindqvist", "Bor i Ekby. Studerar till lärare."),
    _resident("194408139089", "Göran Åkesson", "Bor i Ekby. Pensionär och cyklist."),
    _resident("198502142386", "Samira Haddad", "Bor i Ekby. Har två barn i förskolan."),
    _resident("197908232387", "Örjan Björk", "Bor i Ekby. Driver kafé vid torget."),
    _resident("200204172399", "Elias Öberg", "Bor i Ekby. Spelar i ett band."),
    _resident("195403112385", "Birgitta Sjöström", "Bor i Ekby. Ordförande i byalaget."),
    _resident("196811062394", "Mikael Nygård", "Bor i Ekby. Kör buss."),
    _resident("199612272386", "Amina Yusuf", "Bor i Ekby. Arbetar på sjukhuset."),
    _resident("197305302395", "Per Hägg", "Bor i Ekby. Har jordbruk utanför tätorten."),
    _resident("198309019803", "Katarina Wåhlin", "Bor i Ekby. Tränar flickfotboll."),
    _resident("200501192397", "Hugo Sandström", "Bor i Ekby. Fick rösta för första gången nyss."),
    _resident("196107132380", "Lena Forsberg", "Bor i Ekby. Använder rullstol."),
    _resident("198804059817", "Jonas Bergman", "Bor i Björkby. Pendlar till Ekby.", "bjorkby"),
    _resident("199410202387", "Frida Ålund", "Bor i Björkby. Nyinflyttad.", "bjorkby"),
    _resident("197602292398", "Tomas Grön", "Bor i Björkby. Född på skottdagen.", "bjorkby"),
    _resident("199103182383", "Leila Karimi", "Bor i Björkby. Förälder.", "bjorkby"),
    _resident("198206222393", "Anders Röjd", "Bor i Björkby. Skogsägare.", "bjorkby"),
    _resident("195908042384", "Ingrid Dahl", "Bor i Björkby. Pensionär.", "bjorkby"),
    _resident("201205082389", "Stina Ekman", "Bor i Ekby. Är inte 18 år."),
    _resident("201410022394", "Viktor Haddad", "Bor i Ekby. Går i mellanstadiet."),
    _resident("198607272393", "Petra Bortberg", "Bor i en annan kommun.", "elsewhere"),
    _resident(
        "197010632391",
        "Sam Nykomling",
        "Har samordningsnummer. Kan logga in men inte skriva under.",
        "elsewhere",
    ),
    _staff("198112152387", "Hanna Lager", Role.OFFICER, "Handläggare. Bor i Ekby."),
    _staff("197406082391", "Oskar Fors", Role.OFFICER, "Handläggare. Bor i Björkby.", "bjorkby"),
    _staff("198507099805", "Maja Granskog", Role.MODERATOR, "Granskar förslag innan de publiceras."),
    _staff("196911292396", "Reidar Diarell", Role.REGISTRAR, "Registrator. Sköter diariet."),
    _staff("196309122387", "Lisbet Ledamot", Role.COUNCILLOR, "Förtroendevald i fullmäktige."),
    _staff("197505142393", "Ada Admin", Role.ADMIN, "Administratör. Sköter inställningarna."),
    _resident("199208092388", "<script>alert(1)</script> O'Brien\u202e&amp;", "Elakt namn, för prov."),
    DemoPerson(
        number="194803032392",
        given_name="Gun",
        surname="Odaterad",
        about="Bor i Ekby. Hennes e-legitimation lämnar inte födelsedatum.",
        shows_birth_date=False,
    ),
    DemoPerson(
        number="199901302381",
        given_name="Lova",
        surname="Lågman",
        about="Bor i Ekby. Har bara tillitsnivå 2, som inte räcker.",
        loa="loa2",
    ),
)  # fmt: skip

BY_NUMBER = {person.number: person for person in PEOPLE}


def at_home(home: str) -> Iterator[DemoPerson]:
    """Those who are registered there."""
    return (person for person in PEOPLE if person.home == home)


def stand_in(number: str) -> DemoPerson:
    """The person with that number, or somebody made up who has it. Raises NotAPersonalNumber."""
    personal_number(number)
    return BY_NUMBER.get(number) or DemoPerson(
        number=number,
        given_name="Test",
        surname=f"Person {number[-4:]}",
        about="",
        home="elsewhere",
    )
