"""The names of SAML, XML signature and Sweden Connect that are used here, each written once."""

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
MDATTR = "urn:oasis:names:tc:SAML:metadata:attribute"
MDUI = "urn:oasis:names:tc:SAML:metadata:ui"
ALG = "urn:oasis:names:tc:SAML:metadata:algsupport"
DS = "http://www.w3.org/2000/09/xmldsig#"
DS11 = "http://www.w3.org/2009/xmldsig11#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
PSC = "http://id.swedenconnect.se/authn/1.0/principal-selection/ns"
UMSG = "http://id.swedenconnect.se/authn/1.0/user-message/ns"
XML_NS = "http://www.w3.org/XML/1998/namespace"

PREFIXES = {
    "saml": SAML, "samlp": SAMLP, "md": MD, "mdattr": MDATTR, "mdui": MDUI, "alg": ALG,
    "ds": DS, "xenc": XENC, "psc": PSC, "umsg": UMSG, "ec": EXC_C14N,
}  # fmt: skip

POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
URI_FORMAT = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
REQUESTER = "urn:oasis:names:tc:SAML:2.0:status:Requester"
RESPONDER = "urn:oasis:names:tc:SAML:2.0:status:Responder"
NO_AUTHN_CONTEXT = "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext"
NO_PASSIVE = "urn:oasis:names:tc:SAML:2.0:status:NoPassive"
UNKNOWN_PRINCIPAL = "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal"
CANCEL = "http://id.elegnamnden.se/status/1.0/cancel"
FRAUD = "http://id.elegnamnden.se/status/1.0/fraud"
POSSIBLE_FRAUD = "http://id.elegnamnden.se/status/1.0/possibleFraud"

LOA2 = "http://id.elegnamnden.se/loa/1.0/loa2"
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
LOA4 = "http://id.elegnamnden.se/loa/1.0/loa4"
EIDAS_SUBSTANTIAL = (
    "http://id.elegnamnden.se/loa/1.0/eidas-nf-sub",
    "http://id.elegnamnden.se/loa/1.0/eidas-sub",
)
EIDAS_HIGH = (
    "http://id.elegnamnden.se/loa/1.0/eidas-nf-high",
    "http://id.elegnamnden.se/loa/1.0/eidas-high",
)
EIDAS = EIDAS_SUBSTANTIAL + EIDAS_HIGH
UNCERTIFIED_LOA3 = "http://id.swedenconnect.se/loa/1.0/uncertified-loa3"

ENTITY_CATEGORY = "http://macedir.org/entity-category"
ASSURANCE = "urn:oasis:names:tc:SAML:attribute:assurance-certification"
LOA3_PNR = "http://id.elegnamnden.se/ec/1.0/loa3-pnr"
EIDAS_PERSON = "http://id.elegnamnden.se/ec/1.0/eidas-naturalperson"
PUBLIC_SECTOR = "http://id.elegnamnden.se/st/1.0/public-sector-sp"
CONTRACT_SWEDEN_CONNECT = "http://id.swedenconnect.se/contract/sc/sweden-connect"
CONTRACT_AUTHORISATION = "http://id.swedenconnect.se/contract/sc/eid-authorization-system"
COORDINATION_NUMBER = "http://id.swedenconnect.se/general-ec/1.0/accepts-coordination-number"
SECURE_BINDING = "http://id.swedenconnect.se/general-ec/1.0/secure-authenticator-binding"
USER_MESSAGE = "http://id.swedenconnect.se/general-ec/1.0/supports-user-message"
SERVICE_CATEGORIES = ("http://id.elegnamnden.se/ec/", "http://id.swedenconnect.se/ec/")
SERVICE_PROPERTIES = ("http://id.elegnamnden.se/sprop/", "http://id.swedenconnect.se/sprop/")
CONTRACTS = ("http://id.swedenconnect.se/contract/", "http://id.elegnamnden.se/contract/")

PERSONAL_NUMBER = "urn:oid:1.2.752.29.4.13"
DISPLAY_NAME = "urn:oid:2.16.840.1.113730.3.1.241"
GIVEN_NAME = "urn:oid:2.5.4.42"
SURNAME = "urn:oid:2.5.4.4"
PRID = "urn:oid:1.2.752.201.3.4"  # provisional identifier of a foreign person
DATE_OF_BIRTH = "urn:oid:1.3.6.1.5.5.7.9.1"

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
RSA_SHA256 = f"{MORE}rsa-sha256"
SHA1 = f"{DS}sha1"
SHA256 = f"{XENC}sha256"
SHA384 = f"{MORE}sha384"
SHA512 = f"{XENC}sha512"
ENVELOPED = f"{DS}enveloped-signature"
RSA_OAEP = f"{XENC}rsa-oaep-mgf1p"
AES256_GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
AES128_GCM = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
AES256_CBC = f"{XENC}aes256-cbc"
AES128_CBC = f"{XENC}aes128-cbc"
ELEMENT = f"{XENC}Element"
ENCRYPTED_KEY = f"{XENC}EncryptedKey"

SIGNATURE_METHODS = frozenset(
    {
        RSA_SHA256, f"{MORE}rsa-sha384", f"{MORE}rsa-sha512",
        f"{MORE}ecdsa-sha256", f"{MORE}ecdsa-sha384", f"{MORE}ecdsa-sha512",
    }
)  # fmt: skip
DIGESTS = frozenset({SHA256, SHA384, SHA512})
CIPHERS = frozenset(
    # CBC is what the profile makes every provider support; GCM is what we ask for.
    {AES128_CBC, f"{XENC}aes192-cbc", AES256_CBC}
    | {AES128_GCM, "http://www.w3.org/2009/xmlenc11#aes192-gcm", AES256_GCM}
)


def tag(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"
