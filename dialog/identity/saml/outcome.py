"""What can come of a login: a person, a refusal, a cancelled login, or a warning of fraud."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from dialog.core.policy import Identity

LONG_NUMBER = re.compile(r"\d[\d -]{7,}")


class Refused(Exception):
    """The message is not believed. The reason is for the log: it never holds a personal number."""

    def __init__(self, reason: str) -> None:
        self.reason = LONG_NUMBER.sub("#", reason)  # whatever a library quoted
        super().__init__(self.reason)


class OtherPerson(Refused):
    """A true answer, but about somebody else than the one who was asked for."""


class NotAuthenticated(Exception):
    """The identity provider says, under its own signature, that nobody was authenticated."""


class Cancelled(NotAuthenticated):
    """The person chose to stop."""


class FraudSuspected(NotAuthenticated):
    """The identity provider suspects that somebody is being deceived."""


@dataclass(frozen=True)
class Authenticated:
    identity: Identity
    identifier: str = field(repr=False)  # the number, or what else the person is known by
    given_name: str = field(repr=False)
    surname: str = field(repr=False)
    display_name: str = field(repr=False)
    loa: str
    authn_instant: datetime
    issue_instant: datetime
    assertion_id: str
    response_id: str
    in_response_to: str
    idp_entity_id: str
    raw: bytes = field(repr=False)  # the Response as it came, decoded from base64
    assertion_xml: bytes = field(repr=False)  # decrypted, with the provider's own signature
    groups: frozenset[str] = frozenset()  # only from a municipality's own provider

    @property
    def personal_number(self) -> str:
        """The personal or coordination number; "" of those who are known by something else."""
        has_number = self.identity in {Identity.PERSONAL, Identity.COORDINATION}
        return self.identifier if has_number else ""
