"""Makes signed lists of identity providers, as a federation publishes them."""

from datetime import timedelta

from lxml import etree

from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import written
from dialog.identity.saml.names import MD, MDATTR, MDUI, PSC, SAML, tag
from tests.identity.saml.factory import NOW

ENTITY = """\
<md:EntityDescriptor entityID="{entity}" xmlns:md="{md}" xmlns:mdattr="{mdattr}"
  xmlns:mdui="{mdui}" xmlns:psc="{psc}" xmlns:saml="{saml}" xmlns:ds="{ds}">
 <md:Extensions><mdattr:EntityAttributes>
  <saml:Attribute Name="{assurance}"><saml:AttributeValue>
    {loa3}
  </saml:AttributeValue><saml:AttributeValue>{loa4}</saml:AttributeValue></saml:Attribute>
  <saml:Attribute Name="{category}"><saml:AttributeValue>{loa3_pnr}</saml:AttributeValue>
   <saml:AttributeValue>{contract}</saml:AttributeValue></saml:Attribute>
 </mdattr:EntityAttributes></md:Extensions>
 <md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="x">
  <md:Extensions><mdui:UIInfo>
   <mdui:DisplayName xml:lang="sv"> Exempel<!-- hej -->-legitimation </mdui:DisplayName>
   <mdui:DisplayName xml:lang="en">Example eID</mdui:DisplayName>
   <mdui:Logo width="80" height="60">https://idp.example/logo.svg</mdui:Logo></mdui:UIInfo>
   <psc:RequestedPrincipalSelection><psc:MatchValue Name="{number}"/>
   </psc:RequestedPrincipalSelection></md:Extensions>
  <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
   {certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
  <md:KeyDescriptor use="encryption"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>bad
   </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
  <md:SingleSignOnService Binding="{post}" Location="https://idp.example/post"/>
  <md:SingleSignOnService Binding="{redirect}" Location="{location}"/>
 </md:IDPSSODescriptor>
</md:EntityDescriptor>"""


def entity(keys, name="https://idp.example/saml", location="https://idp.example/sso"):
    body = keys["idp"].certificate.partition("-----\n")[2].partition("\n-----END")[0]
    return etree.fromstring(
        ENTITY.format(
            entity=name, md=MD, mdattr=MDATTR, mdui=MDUI, psc=PSC, saml=SAML, ds=names.DS,
            assurance=names.ASSURANCE, loa3=names.LOA3, loa4=names.LOA4,
            category=names.ENTITY_CATEGORY, loa3_pnr=names.LOA3_PNR,
            contract=names.CONTRACT_SWEDEN_CONNECT, number=names.PERSONAL_NUMBER,
            certificate=body, post=names.POST, redirect=names.REDIRECT, location=location,
        )
    )  # fmt: skip


def aggregate(*entities, days=7.0, now=NOW):
    root = etree.Element(tag(MD, "EntitiesDescriptor"), nsmap={"md": MD})
    root.set("ID", "_feed")
    root.set("validUntil", written(now + timedelta(days=days)))
    root.extend(entities)
    return root


def signed_list(keys, *, days=7.0, signer="federation", name="https://idp.example/saml", now=NOW):
    """A list with one provider that fits, as bytes."""
    return toolkit.signed(aggregate(entity(keys, name), days=days, now=now), keys[signer])
