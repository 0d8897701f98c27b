"""Names for people who do not exist, for those who let their name be shown."""

GIVEN = (
    "Agnes", "Ali", "Alva", "Anders", "Anna", "Arvid", "Birgit", "Björn", "Carina", "Daniel",
    "Ebba", "Elin", "Emma", "Erik", "Eva", "Fatima", "Gunnar", "Hassan", "Helena", "Ida",
    "Ingrid", "Jan", "Johan", "Karin", "Kerstin", "Lars", "Leila", "Linnéa", "Lovisa", "Magnus",
    "Maja", "Maria", "Mats", "Nils", "Noor", "Olle", "Per", "Rut", "Sara", "Siv",
    "Sofia", "Stig", "Sven", "Tove", "Ulla", "Vera", "Yngve", "Åke", "Åsa", "Östen",
)  # fmt: skip
SURNAMES = (
    "Ahlberg", "Ahmed", "Almkvist", "Berg", "Björklund", "Blom", "Dahlgren", "Ek", "Engström",
    "Falk", "Fors", "Gran", "Gustavsson", "Hall", "Hedlund", "Holm", "Håkansson", "Jansson",
    "Kurt", "Lindgren", "Ljung", "Lund", "Löf", "Mohamud", "Nord", "Näslund", "Olsson", "Palm",
    "Ros", "Rydén", "Sand", "Sjö", "Strand", "Svärd", "Söder", "Wall", "Vik", "Åberg", "Åström",
    "Öhman", "Östlund",
)  # fmt: skip


def made_up_name(place: int) -> str:
    """A name for the n:th made-up person; the first two thousand are all different."""
    return f"{GIVEN[place % len(GIVEN)]} {SURNAMES[place % len(SURNAMES)]}"
