"""The fixed cast. Numbers are test numbers, never anybody's."""

from dataclasses import dataclass

from dialog.core.policy import Identity, Role


@dataclass(frozen=True)
class Part:
    """One member of the cast."""

    number: str
    name: str
    roles: tuple[Role, ...] = ()
    is_resident: bool = True

    @property
    def identity(self) -> Identity:
        """A coordination number when the day in it is 61 to 91."""
        return Identity.COORDINATION if int(self.number[6:8]) > 60 else Identity.PERSONAL


CAST = {
    "resident": Part("199006022397", "Rut Resident"),
    "author": Part("191212121212", "Frans Författare"),
    "friend": Part("194408139089", "Vera Vän"),
    "second_friend": Part("200001052380", "Vidar Vän"),
    "neighbour": Part("199001022384", "Greta Granne", is_resident=False),
    "newcomer": Part("197010632391", "Sam Samordning", is_resident=False),
    "moderator": Part("198507099805", "Maja Moderator", (Role.MODERATOR,)),
    "second_moderator": Part("198204172384", "Mats Moderator", (Role.MODERATOR,)),
    "officer": Part("197811182398", "Hanna Handläggare", (Role.OFFICER,)),
    "registrar": Part("196911292388", "Reidar Registrator", (Role.REGISTRAR,)),
    "councillor": Part("196309122395", "Lena Ledamot", (Role.COUNCILLOR,)),
    "admin": Part("197505142385", "Ada Admin", (Role.ADMIN,)),
}
