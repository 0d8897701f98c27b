"""SimpleSAMLphp as Debian ships it, on PHP's own web server: an identity provider by other hands.

Nothing of the installed program is changed: its settings, keys and sessions lie in a folder of the
test, and the program is told where. What it does not do by itself (levels of assurance, cancelling)
is one of its own filters, `core:PHP`, with the few lines below.
"""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from devtools.system import simplesamlphp
from dialog.identity.saml import names
from dialog.identity.saml.provider import KeyPair

NAME = "Annan legitimation"
PASSWORD = "demo"
LEVEL, STATUS, USER = "level", "status", "user"  # of our records of people; never told to services
PATIENCE = 60  # seconds to start in; the machine may have other things to do

Users = Mapping[str, Mapping[str, str]]  # name -> attribute -> value

# The records say at which level somebody is known, and what happens instead of a login.
FILTER = r"""
$state['saml:AuthnContextClassRef'] = $attributes['level'][0];
if (isset($attributes['status'])) {
    \SimpleSAML\Auth\State::throwException($state, new \SimpleSAML\Module\saml\Error(
        \SAML2\Constants::STATUS_RESPONDER, $attributes['status'][0]
    ));
}
"""
CERTIFIED = (names.LOA2, names.LOA3)
CATEGORIES = (names.LOA3_PNR, names.CONTRACT_SWEDEN_CONNECT, names.CONTRACT_AUTHORISATION)
ATTRIBUTES = (
    names.PERSONAL_NUMBER,
    names.DISPLAY_NAME,
    names.GIVEN_NAME,
    names.SURNAME,
    names.DATE_OF_BIRTH,
)


@dataclass(frozen=True)
class SimpleSaml:
    """A running provider."""

    origin: str
    folder: Path

    @property
    def entity_id(self) -> str:
        return f"{self.origin}/saml2/idp/metadata.php"

    def metadata(self) -> bytes:
        """What the provider says of itself. Raises OSError or HTTPException while it starts."""
        address = urlsplit(self.entity_id)
        connection = HTTPConnection(address.netloc, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", address.path)
            answer = connection.getresponse()
            if answer.status != HTTPStatus.OK:
                raise HTTPException(f"{answer.status} {answer.reason}")
            return answer.read()

    def trust(self, metadata: bytes) -> None:
        """Let the services in this document ask."""
        (self.folder / "services.xml").write_bytes(metadata)


@contextmanager
def running(folder: Path, port: int, key: KeyPair, users: Users) -> Iterator[SimpleSaml]:
    """The provider, until the block ends. Raises AssertionError when it does not start."""
    provider = SimpleSaml(f"http://127.0.0.1:{port}", folder)
    _configure(provider, key, users)
    pages = str(simplesamlphp() / "www")
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", pages]
    env = os.environ | {"SIMPLESAMLPHP_CONFIG_DIR": str(folder)}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder) as php,
    ):
        try:
            _wait(provider, php)
            yield provider
        finally:
            php.terminate()


def _wait(provider: SimpleSaml, php: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while php.poll() is None and time.monotonic() < deadline:
        try:
            provider.metadata()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
    raise AssertionError((provider.folder / "log").read_text())


def _configure(provider: SimpleSaml, key: KeyPair, users: Users) -> None:
    """The files that the program reads."""
    folder = provider.folder
    for name in ("sessions", "data", "metadata"):
        (folder / name).mkdir()
    (folder / "idp.pem").write_text(key.private_key)
    (folder / "idp.crt").write_text(key.certificate)
    provider.trust(b'<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>')
    people = {f"{name}:{PASSWORD}": {USER: name, **record} for name, record in users.items()}
    _write(folder / "config", "$config", _settings(provider))
    _write(folder / "authsources", "$config", {"people": {0: "exampleauth:UserPass"} | people})
    _write(folder / "metadata" / "saml20-idp-hosted", "$metadata", _hosted(provider))


def _write(path: Path, variable: str, content: Any) -> None:
    """Settings as JSON, and the line of PHP that reads them."""
    path.with_suffix(".json").write_text(json.dumps(content))
    read = f"json_decode(file_get_contents(__DIR__ . '/{path.name}.json'), true)"
    path.with_suffix(".php").write_text(f"<?php {variable} = {read};")


def _settings(provider: SimpleSaml) -> dict[str, Any]:
    folder = str(provider.folder)
    return {
        "baseurlpath": f"{provider.origin}/",
        "certdir": f"{folder}/",
        "loggingdir": f"{folder}/",
        "datadir": f"{folder}/data/",
        "tempdir": f"{folder}/data",
        "metadatadir": f"{folder}/metadata/",
        "secretsalt": os.urandom(16).hex(),
        "auth.adminpassword": os.urandom(16).hex(),
        "technicalcontact_email": "na@example.org",
        "enable.saml20-idp": True,
        "module.enable": {"exampleauth": True, "core": True, "saml": True},
        "logging.level": 4,  # warnings
        "logging.handler": "errorlog",
        "session.cookie.secure": False,  # as everything here, it has no TLS
        "session.phpsession.savepath": f"{folder}/sessions",
        "language.default": "sv",
        "store.type": "phpsession",
        "metadata.sources": [
            {"type": "flatfile", "directory": f"{folder}/metadata"},
            {"type": "xml", "file": f"{folder}/services.xml"},
        ],
    }


def _hosted(provider: SimpleSaml) -> dict[str, Any]:
    """Our provider, in the words of Sweden Connect."""
    return {
        provider.entity_id: {
            "host": "__DEFAULT__",
            "privatekey": "idp.pem",
            "certificate": "idp.crt",
            "auth": "people",
            "userid.attribute": USER,
            "validate.authnrequest": True,
            "assertion.encryption": True,
            "attributes.NameFormat": names.URI_FORMAT,
            "NameIDFormat": names.PERSISTENT,
            "EntityAttributes": {
                names.ASSURANCE: CERTIFIED,
                names.ENTITY_CATEGORY: CATEGORIES,
            },
            "UIInfo": {"DisplayName": {"sv": NAME, "en": NAME}},
            "OrganizationName": {"sv": "Prov"},
            "OrganizationURL": {"sv": "https://prov.example"},
            "authproc": {
                "10": {"class": "core:PHP", "code": FILTER},
                "20": {"class": "core:AttributeLimit", **dict(enumerate(ATTRIBUTES))},
            },
        }
    }
