"""What a message must look like before any XML security library is allowed to see it.

libxmlsec follows references, runs transforms and opens files before it has verified a signature,
so one forged post can hang a worker. Here the whole shape is checked against a short list.
"""

import re
from collections import Counter

from lxml import etree

from dialog.identity.saml import names
from dialog.identity.saml.document import Element, identifiers, local, optional, refuse_comments
from dialog.identity.saml.names import DS, DS11, EXC_C14N, MD, SAML, SAMLP, XENC, tag
from dialog.identity.saml.outcome import Refused

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}")
CRYPTO = (DS, DS11, XENC, EXC_C14N, "http://www.w3.org/2009/xmlenc11#")
PREFIX_LIST = re.compile(r"[A-Za-z0-9#_. -]{0,200}")

# child -> where it may stand. What is not here (Object, Manifest, RetrievalMethod,
# CipherReference, XPath, XSLT, X509CRL, AgreementMethod, ...) may stand nowhere.
PLACES: dict[str, tuple[str, ...]] = {
    tag(DS, "Signature"): (
        tag(SAMLP, "Response"),
        tag(SAML, "Assertion"),
        tag(SAMLP, "AuthnRequest"),
        tag(MD, "EntitiesDescriptor"),
        tag(MD, "EntityDescriptor"),
    ),
    tag(DS, "SignedInfo"): (tag(DS, "Signature"),),
    tag(DS, "SignatureValue"): (tag(DS, "Signature"),),
    tag(DS, "CanonicalizationMethod"): (tag(DS, "SignedInfo"),),
    tag(DS, "SignatureMethod"): (tag(DS, "SignedInfo"),),
    tag(DS, "Reference"): (tag(DS, "SignedInfo"),),
    tag(DS, "Transforms"): (tag(DS, "Reference"),),
    tag(DS, "Transform"): (tag(DS, "Transforms"),),
    tag(EXC_C14N, "InclusiveNamespaces"): (tag(DS, "Transform"), tag(DS, "CanonicalizationMethod")),
    tag(DS, "DigestMethod"): (tag(DS, "Reference"), tag(XENC, "EncryptionMethod")),
    tag(DS, "DigestValue"): (tag(DS, "Reference"),),
    tag(DS, "KeyInfo"): (
        tag(DS, "Signature"),
        tag(XENC, "EncryptedData"),
        tag(XENC, "EncryptedKey"),
    ),
    tag(DS, "KeyName"): (tag(DS, "KeyInfo"),),
    tag(DS, "KeyValue"): (tag(DS, "KeyInfo"),),
    tag(DS, "RSAKeyValue"): (tag(DS, "KeyValue"),),
    tag(DS, "Modulus"): (tag(DS, "RSAKeyValue"),),
    tag(DS, "Exponent"): (tag(DS, "RSAKeyValue"),),
    tag(DS11, "ECKeyValue"): (tag(DS, "KeyValue"),),
    tag(DS11, "NamedCurve"): (tag(DS11, "ECKeyValue"),),
    tag(DS11, "PublicKey"): (tag(DS11, "ECKeyValue"),),
    tag(DS, "X509Data"): (tag(DS, "KeyInfo"),),
    tag(DS, "X509Certificate"): (tag(DS, "X509Data"),),
    tag(DS, "X509SubjectName"): (tag(DS, "X509Data"),),
    tag(DS, "X509SKI"): (tag(DS, "X509Data"),),
    tag(DS, "X509IssuerSerial"): (tag(DS, "X509Data"),),
    tag(DS, "X509IssuerName"): (tag(DS, "X509IssuerSerial"),),
    tag(DS, "X509SerialNumber"): (tag(DS, "X509IssuerSerial"),),
    tag(XENC, "EncryptedData"): (tag(SAML, "EncryptedAssertion"),),
    tag(XENC, "EncryptedKey"): (tag(DS, "KeyInfo"),),
    tag(XENC, "EncryptionMethod"): (tag(XENC, "EncryptedData"), tag(XENC, "EncryptedKey")),
    tag(XENC, "KeySize"): (tag(XENC, "EncryptionMethod"),),
    tag(XENC, "CipherData"): (tag(XENC, "EncryptedData"), tag(XENC, "EncryptedKey")),
    tag(XENC, "CipherValue"): (tag(XENC, "CipherData"),),
}
MANY = {tag(DS, "Transform"): 2, tag(DS, "X509Certificate"): 5}  # all else: at most once

# (where, what) -> the algorithms that may be named there
ALGORITHMS = {
    (tag(DS, "SignedInfo"), tag(DS, "CanonicalizationMethod")): frozenset({EXC_C14N}),
    (tag(DS, "SignedInfo"), tag(DS, "SignatureMethod")): names.SIGNATURE_METHODS,
    (tag(DS, "Transforms"), tag(DS, "Transform")): frozenset({names.ENVELOPED, EXC_C14N}),
    (tag(DS, "Reference"), tag(DS, "DigestMethod")): names.DIGESTS,
    (tag(XENC, "EncryptedData"), tag(XENC, "EncryptionMethod")): names.CIPHERS,
    (tag(XENC, "EncryptedKey"), tag(XENC, "EncryptionMethod")): frozenset({names.RSA_OAEP}),
    # SHA-1 is harmless inside OAEP, and what "rsa-oaep-mgf1p" means when nothing is said
    (tag(XENC, "EncryptionMethod"), tag(DS, "DigestMethod")): names.DIGESTS | {names.SHA1},
}


def check_response(data: bytes, root: Element) -> None:
    """A Response: signed once, at its root, with at most one assertion, which is encrypted."""
    _check(data, root, tag(SAMLP, "Response"))
    if optional(root, DS, "Signature") is None:
        raise Refused("the response is not signed")
    if _holds(root, tag(SAML, "Assertion")):
        raise Refused("assertion that is not encrypted")
    envelope = optional(root, SAML, "EncryptedAssertion")
    if len(list(root.iter(tag(SAML, "EncryptedAssertion")))) != (envelope is not None):
        raise Refused("misplaced EncryptedAssertion")
    if envelope is not None and [local(child) for child in envelope] != ["EncryptedData"]:
        raise Refused("EncryptedAssertion does not hold one EncryptedData")


def check_assertion(data: bytes, root: Element) -> None:
    """A decrypted assertion: nothing in it is encrypted once more, nor another assertion."""
    _check(data, root, tag(SAML, "Assertion"))
    forbidden = ("Advice", "EncryptedAssertion", "EncryptedID", "EncryptedAttribute")
    if _holds(root, *(tag(SAML, name) for name in forbidden)):
        raise Refused("encrypted or advised part inside the assertion")


def check_request(data: bytes, root: Element) -> None:
    """An AuthnRequest, as an identity provider receives it."""
    _check(data, root, tag(SAMLP, "AuthnRequest"))
    if _holds(root, tag(XENC, "*")):
        raise Refused("encrypted part in a request")


def check_signature(signature: Element) -> None:
    """The signature covers exactly the element that it stands in, all of it."""
    signed = signature.getparent()
    references = list(signature.iter(tag(DS, "Reference")))
    if signed is None or len(references) != 1:
        raise Refused("signature without one reference")
    if not signed.get("ID") or references[0].get("URI") != f"#{signed.get('ID')}":
        raise Refused("signature covers another element")
    transforms = [each.get("Algorithm") for each in references[0].iter(tag(DS, "Transform"))]
    if transforms != [names.ENVELOPED, EXC_C14N]:
        raise Refused("unexpected transforms")


def check_crypto(root: Element) -> None:
    """Every element of XML signature and encryption stands in its place and names what we allow."""
    for element in root.iter(etree.Element):
        parent = element.getparent()
        where = "" if parent is None else str(parent.tag)
        if _is_crypto(element) or (parent is not None and _is_crypto(parent)):
            _check_place(element, where)
        if element.tag == tag(DS, "Signature"):
            check_signature(element)


def _check(data: bytes, root: Element, expected: str) -> None:
    refuse_comments(data)
    if root.tag != expected:
        raise Refused(f"unexpected root {local(root)}")
    if sum(1 for _ in root.iter(expected)) > 1:
        raise Refused("nested message")
    if any(each.getparent() is not root for each in root.iter(tag(DS, "Signature"))):
        raise Refused("signature in an unexpected place")
    for key in root.iter(tag(XENC, "EncryptedKey")):
        if not _is_in_data(key):
            raise Refused("encrypted key in an unexpected place")
    check_identifiers(root)
    check_crypto(root)


def _is_in_data(key: Element) -> bool:
    """Two steps up from a key are the data that it opens: no key is wrapped in another."""
    ancestors = [str(each.tag) for each in key.iterancestors()]
    return ancestors[1:2] == [tag(XENC, "EncryptedData")]


def check_identifiers(root: Element) -> None:
    seen = list(identifiers(root))
    if len(seen) != len(set(seen)):
        raise Refused("an identifier is used twice")
    if not all(NAME.fullmatch(value) for value in seen):
        raise Refused("malformed identifier")


def _holds(root: Element, *tags: str) -> bool:
    return next(root.iter(*tags), None) is not None


def _is_crypto(element: Element) -> bool:
    return etree.QName(element).namespace in CRYPTO


def _check_place(element: Element, where: str) -> None:
    name = str(element.tag)
    if where not in PLACES.get(name, ()):
        raise Refused(f"{local(element)} is not allowed there")
    counts = Counter(str(child.tag) for child in element)
    if any(count > MANY.get(child, 1) for child, count in counts.items()):
        raise Refused(f"{local(element)} repeats a part")
    allowed = ALGORITHMS.get((where, name))
    if allowed is not None and element.get("Algorithm") not in allowed:
        raise Refused(f"algorithm not allowed in {local(element)}")
    _check_attributes(element, name)


def _check_attributes(element: Element, name: str) -> None:
    if "URI" in element.attrib and name != tag(DS, "Reference"):
        raise Refused(f"{local(element)} points elsewhere")
    if name == tag(XENC, "EncryptedData") and element.get("Type") != names.ELEMENT:
        raise Refused("encrypted data is not an element")
    if not PREFIX_LIST.fullmatch(element.get("PrefixList", "")):
        raise Refused("odd namespace prefixes")
