"""What an identity provider once signed, checked again from what was kept, with nothing else at hand.

Only the provider's own signatures prove anything to others. They are verified with the certificate
that was kept; that it was the provider's is for a person to compare with the federation's feed.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from dialog.identity.saml import precheck, toolkit
from dialog.identity.saml.assertion import SKEW
from dialog.identity.saml.document import Element, instant, only, optional, parsed, required, text
from dialog.identity.saml.names import DS, SAML
from dialog.identity.saml.outcome import Refused


@dataclass(frozen=True)
class Kept:
    """What was kept of an answer, and what we noted about it when it came."""

    response: bytes = field(repr=False)
    assertion: bytes = field(repr=False)  # decrypted
    certificates: tuple[str, ...]  # PEM, of the provider, as the feed said then
    idp: str
    loa: str
    authn_instant: datetime
    issue_instant: datetime
    received: datetime
    response_id: str
    assertion_id: str

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError where something is missing or malformed."""
        return cls(
            response=base64.b64decode(content["response"], validate=True),
            assertion=base64.b64decode(content["assertion"], validate=True),
            certificates=tuple(str(each) for each in content["certificates"]),
            idp=str(content["idp"]),
            loa=str(content["loa"]),
            authn_instant=datetime.fromisoformat(content["authn_instant"]),
            issue_instant=datetime.fromisoformat(content["issue_instant"]),
            received=datetime.fromisoformat(content["received"]),
            response_id=str(content["response_id"]),
            assertion_id=str(content["assertion_id"]),
        )


@dataclass(frozen=True)
class Signer:
    """Who signed: the provider, and the SHA-256 of the certificate that verified it.

    A provider need not sign the assertion inside the answer. Where it has not, its signature shows
    that it answered this question, but not, without our decryption key, about whom.
    """

    idp: str
    fingerprint: str
    has_signed_assertion: bool


def check(kept: Kept, request_id: str, asked_at: datetime) -> Signer:
    """Who signed the answer to that question. Raises Refused and tells what does not hold."""
    response, assertion = parsed(kept.response), parsed(kept.assertion)
    precheck.check_response(kept.response, response)
    precheck.check_assertion(kept.assertion, assertion)
    certificate = _signed_with(response, kept.certificates, "the answer")
    has_signed_assertion = optional(assertion, DS, "Signature") is not None
    if has_signed_assertion:
        _signed_with(assertion, kept.certificates, "the assertion")
    _check_names(response, assertion, kept, request_id)
    _check_times(assertion, kept, asked_at)
    fingerprint = x509.load_pem_x509_certificate(certificate.encode()).fingerprint(hashes.SHA256())
    return Signer(kept.idp, fingerprint.hex(), has_signed_assertion)


def _signed_with(root: Element, certificates: tuple[str, ...], what: str) -> str:
    for certificate in certificates:
        try:
            toolkit.verify(root, (certificate,))
        except Refused:
            continue
        return certificate
    raise Refused(f"the provider's signature of {what} does not verify")


def _check_names(response: Element, assertion: Element, kept: Kept, request_id: str) -> None:
    confirmation = only(only(assertion, SAML, "Subject"), SAML, "SubjectConfirmation")
    data = only(confirmation, SAML, "SubjectConfirmationData")
    _check_same(
        {
            "the answer is to another question": (response.get("InResponseTo"), request_id),
            "the assertion is about another question": (data.get("InResponseTo"), request_id),
            "it is another answer than was noted": (response.get("ID"), kept.response_id),
            "it is another assertion than was noted": (assertion.get("ID"), kept.assertion_id),
            "the answer has another issuer": (text(only(response, SAML, "Issuer")), kept.idp),
            "the assertion has another issuer": (text(only(assertion, SAML, "Issuer")), kept.idp),
            "the level of assurance is another than was noted": (_loa(assertion), kept.loa),
        }
    )


def _loa(assertion: Element) -> str:
    context = only(only(assertion, SAML, "AuthnStatement"), SAML, "AuthnContext")
    return text(only(context, SAML, "AuthnContextClassRef"))


def _check_times(assertion: Element, kept: Kept, asked_at: datetime) -> None:
    issued = instant(required(assertion, "IssueInstant"))
    statement = only(assertion, SAML, "AuthnStatement")
    authenticated = instant(required(statement, "AuthnInstant"))
    _check_same(
        {
            "the time of issue is another than was noted": (issued, kept.issue_instant),
            "the time of login is another than was noted": (authenticated, kept.authn_instant),
        }
    )
    conditions = only(assertion, SAML, "Conditions")
    begins = instant(required(conditions, "NotBefore")) - SKEW
    ends = instant(required(conditions, "NotOnOrAfter")) + SKEW
    if not begins <= kept.received < ends:
        raise Refused("the assertion was not valid when it was received")
    for moment in (issued, authenticated):
        if not asked_at - SKEW <= moment <= kept.received + SKEW:
            raise Refused("it was not signed between the question and the answer")


def _check_same(pairs: Mapping[str, tuple[object, object]]) -> None:
    for what, (found, wanted) in pairs.items():
        if found != wanted:
            raise Refused(what)
