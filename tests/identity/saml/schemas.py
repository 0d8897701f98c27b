"""The schemas of SAML metadata, as python3-saml ships them."""

from importlib.resources import files
from typing import Any

from lxml import etree

from dialog.identity.saml.names import ALG, MD, MDATTR, MDUI

SCHEMAS = files("onelogin.saml2") / "schemas"
ALL = f"""\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <xs:import namespace="{MD}" schemaLocation="saml-schema-metadata-2.0.xsd"/>
 <xs:import namespace="{MDATTR}" schemaLocation="sstc-metadata-attr.xsd"/>
 <xs:import namespace="{MDUI}" schemaLocation="sstc-saml-metadata-ui-v1.0.xsd"/>
 <xs:import namespace="{ALG}" schemaLocation="sstc-saml-metadata-algsupport-v1.0.xsd"/>
</xs:schema>"""


def assert_valid(root: Any) -> None:
    """The document is what the schemas of metadata and its extensions say."""
    schema = etree.XMLSchema(etree.fromstring(ALL, base_url=f"{SCHEMAS}/all.xsd"))
    schema.assertValid(root)
