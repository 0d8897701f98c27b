"""An assertion, read strictly: rules V4 to V13, also where python3-saml lets an absence pass."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialog.identity.saml import names
from dialog.identity.saml.document import (
    Element,
    children,
    instant,
    only,
    optional,
    required,
    text,
)
from dialog.identity.saml.names import SAML
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import IdentityProvider, ServiceProvider
from dialog.identity.saml.request import Asked
from dialog.identity.saml.toolkit import SKEW_SECONDS

SKEW = timedelta(seconds=SKEW_SECONDS)
FRESH = timedelta(minutes=5)  # between the provider's signature and our reading it
LONGEST_LOGIN = timedelta(minutes=60)  # what the framework lets a provider reuse a login


@dataclass(frozen=True)
class Statement:
    """What the assertion says of the authentication itself."""

    loa: str
    authn_instant: datetime
    issue_instant: datetime
    expires: datetime


def check_envelope(
    message: Element, service: ServiceProvider, idp: IdentityProvider, asked: Asked, now: datetime
) -> None:
    """The Response around the assertion: from the one we asked, to us, about our question, now."""
    check_issuer(message, idp)
    if message.get("InResponseTo") != asked.request_id:
        raise Refused("response to another request")
    if message.get("Destination") != service.acs_url:
        raise Refused("response meant for another address")
    check_fresh(instant(required(message, "IssueInstant")), asked, now)


def check_assertion(
    assertion: Element, service: ServiceProvider, idp: IdentityProvider, asked: Asked, now: datetime
) -> Statement:
    """The assertion itself; its time limits, audience, subject and level."""
    check_issuer(assertion, idp)
    issued = instant(required(assertion, "IssueInstant"))
    check_fresh(issued, asked, now)
    _check_conditions(only(assertion, SAML, "Conditions"), service, now)
    expires = _check_subject(only(assertion, SAML, "Subject"), service, asked, now)
    statement = only(assertion, SAML, "AuthnStatement")
    when = instant(required(statement, "AuthnInstant"))
    _check_authn_instant(when, asked, now)
    return Statement(_loa(statement, idp, asked), when, issued, expires)


def check_issuer(element: Element, idp: IdentityProvider) -> None:
    if element.get("Version") != "2.0":
        raise Refused("not SAML 2.0")
    issuer = only(element, SAML, "Issuer")
    if issuer.get("Format", names.ENTITY) != names.ENTITY or text(issuer) != idp.entity_id:
        raise Refused("issued by another than the one who was asked")


def check_fresh(issued: datetime, asked: Asked, now: datetime) -> None:
    if not asked.at - SKEW <= issued <= now + SKEW:
        raise Refused("issued before the question or in the future")
    if now - issued > FRESH:
        raise Refused("issued too long ago")


def _check_conditions(conditions: Element, service: ServiceProvider, now: datetime) -> None:
    if now + SKEW < instant(required(conditions, "NotBefore")):
        raise Refused("not valid yet")
    if now - SKEW >= instant(required(conditions, "NotOnOrAfter")):
        raise Refused("no longer valid")
    restrictions = children(conditions, SAML, "AudienceRestriction")
    if not restrictions:
        raise Refused("no audience")
    for restriction in restrictions:  # each of them must hold
        audiences = [text(each) for each in children(restriction, SAML, "Audience")]
        if service.entity_id not in audiences:
            raise Refused("meant for another audience")


def _check_subject(
    subject: Element, service: ServiceProvider, asked: Asked, now: datetime
) -> datetime:
    name_id = only(subject, SAML, "NameID")
    if not text(name_id):
        raise Refused("empty NameID")
    if name_id.get("SPNameQualifier", service.entity_id) != service.entity_id:
        raise Refused("NameID of another service")
    confirmation = only(subject, SAML, "SubjectConfirmation")
    data = only(confirmation, SAML, "SubjectConfirmationData")
    must = {
        "method": (confirmation.get("Method"), names.BEARER),
        "recipient": (data.get("Recipient"), service.acs_url),
        "request": (data.get("InResponseTo"), asked.request_id),
        "start": (data.get("NotBefore"), None),
    }
    for what, (found, wanted) in must.items():
        if found != wanted:
            raise Refused(f"subject confirmed for another {what}")
    expires = instant(required(data, "NotOnOrAfter"))
    if now - SKEW >= expires:
        raise Refused("subject no longer confirmed")
    return expires


def _check_authn_instant(when: datetime, asked: Asked, now: datetime) -> None:
    if when > now + SKEW:
        raise Refused("authenticated in the future")
    if asked.force_authn and when < asked.at - SKEW:
        raise Refused("authenticated before the question, though a fresh login was asked for")
    if now - when > LONGEST_LOGIN + FRESH:
        raise Refused("authenticated too long ago")


def _loa(statement: Element, idp: IdentityProvider, asked: Asked) -> str:
    context = only(statement, SAML, "AuthnContext")
    loa = text(only(context, SAML, "AuthnContextClassRef"))
    if loa not in asked.loas:
        raise Refused("level of assurance that was not asked for")
    if loa not in idp.loas:
        raise Refused("level of assurance that the provider is not certified for")
    if optional(context, SAML, "AuthnContextDecl") is not None:
        raise Refused("authentication context with a declaration of its own")
    return loa
