"""What an identity provider answers when it does not tell us who somebody is."""

from dialog.identity.saml import names
from dialog.identity.saml.document import Element, only, optional, required
from dialog.identity.saml.names import SAML, SAMLP
from dialog.identity.saml.outcome import Cancelled, FraudSuspected, Refused


def check_status(response: Element) -> None:
    """Pass a success on; raise what else the (already verified) response says."""
    outer = only(only(response, SAMLP, "Status"), SAMLP, "StatusCode")
    inner = optional(outer, SAMLP, "StatusCode")
    code = required(outer, "Value")
    detail = "" if inner is None else required(inner, "Value")
    if code == names.SUCCESS:
        return
    if optional(response, SAML, "EncryptedAssertion") is not None:
        raise Refused("an error that carries an assertion")
    if detail == names.CANCEL:
        raise Cancelled(detail)
    if detail in {names.FRAUD, names.POSSIBLE_FRAUD}:
        raise FraudSuspected(detail)
    raise Refused(f"the provider answered {_short(code)} {_short(detail)}".strip())


def _short(uri: str) -> str:
    """The last part of a status code, fit for a log line."""
    return "".join(filter(str.isalnum, uri.rpartition(":")[2].rpartition("/")[2]))[:40]
