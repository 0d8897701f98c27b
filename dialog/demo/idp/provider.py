"""The demo provider without its web pages: read a question, answer it. Tests and replay use it too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from dialog.demo.idp import answer, metadata
from dialog.demo.idp.answer import LEVELS, Answer, Issuer, Login
from dialog.demo.idp.keys import Keys, load_or_make
from dialog.demo.idp.request import Question, Services, find_service, read_post, read_redirect
from dialog.demo.people import DemoPerson, stand_in
from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused


@dataclass(frozen=True)
class DemoProvider:
    origin: str  # "http://127.0.0.1:5001"
    keys: Keys
    services: Services
    clock: Callable[[], datetime]

    @property
    def sso(self) -> str:
        return f"{self.origin}/sso"

    @property
    def issuer(self) -> Issuer:
        return Issuer(metadata.entity_id(self.origin), self.keys.provider)

    def read_redirect(self, query: str) -> Question:
        return read_redirect(query, self.services, self.sso, self.clock())

    def read_post(self, form: Mapping[str, str]) -> Question:
        return read_post(form, self.services, self.sso, self.clock())

    def service_name(self, question: Question) -> str:
        return find_service(self.services, question.service).name

    def say_yes(self, question: Question, person: DemoPerson, at: datetime | None = None) -> Answer:
        """It is this person, who showed it now or at the time given."""
        now = self.clock()
        if LEVELS[person.loa] not in question.loas:
            return self.say_no(question, names.REQUESTER, names.NO_AUTHN_CONTEXT)
        if question.principal not in {"", person.number}:
            return self.say_no(question, names.RESPONDER, names.UNKNOWN_PRINCIPAL)
        service = find_service(self.services, question.service)
        return answer.success(self.issuer, service, question, Login(person, at or now), now)

    def say_no(self, question: Question, *codes: str) -> Answer:
        return answer.failure(self.issuer, question, self.clock(), *codes)

    def cancel(self, question: Question) -> Answer:
        return self.say_no(question, names.RESPONDER, names.CANCEL)

    def suspect(self, question: Question) -> Answer:
        return self.say_no(question, names.RESPONDER, names.POSSIBLE_FRAUD)

    def answer_url(self, url: str, number: str) -> Answer:
        """Log in without a browser: the answer to the address that our service redirected to.

        Any valid personal number will do, whether or not it is one of the demo's people.
        """
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}{parts.path}" != self.sso:
            raise Refused("question for another provider")
        return self.say_yes(self.read_redirect(parts.query), stand_in(number))


def make_provider(
    data_dir: Path,
    origin: str,
    services: Services,
    clock: Callable[[], datetime],
    *,
    bits: int = 3072,
) -> DemoProvider:
    """Keys from the data folder, made if need be, and the signed list published there anew."""
    folder = data_dir / metadata.FOLDER
    keys = load_or_make(folder, clock(), bits)
    metadata.publish(folder, origin, keys, clock())
    return DemoProvider(origin, keys, services, clock)
