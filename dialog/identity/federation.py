"""Whom we trust to say who somebody is, and what we are in their eyes, per municipality."""

import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from dialog.config import Config
from dialog.identity.saml.feed import Feed, load_aggregate
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import (
    IdentityProvider,
    KeyPair,
    Organisation,
    ServiceProvider,
    fits,
    new_key_pair,
)
from dialog.tenancy.models import Municipality

log = logging.getLogger(__name__)

DEMO_FEED = Path("demo-idp") / "aggregate.xml"
DEMO_CERTIFICATE = Path("demo-idp") / "federation.crt.pem"
OWN_KEYS = "saml"
KEY_BITS, TEST_KEY_BITS = 3072, 2048


@dataclass
class Federation:
    """The feed in force and the keys of our services. One per process, made from the settings."""

    keys_folder: Path
    scheme: str
    feed_file: Path | None
    certificate_file: Path | None
    key_bits: int = KEY_BITS
    _feed: Feed | None = None
    _read: tuple[int, int] = (0, 0)
    _keys: dict[str, tuple[KeyPair, tuple[KeyPair, ...]]] = field(default_factory=dict)

    @classmethod
    def from_config(cls, config: Config) -> Self:
        feed, certificate = config.saml_feed, config.saml_feed_certificate
        if config.demo and feed is None:
            feed, certificate = config.data_dir / DEMO_FEED, config.data_dir / DEMO_CERTIFICATE
        return cls(
            keys_folder=config.data_dir / OWN_KEYS,
            scheme="http" if config.demo else "https",
            feed_file=feed,
            certificate_file=certificate,
            key_bits=TEST_KEY_BITS if config.testing else KEY_BITS,
        )

    def providers(self, service: ServiceProvider, now: datetime) -> list[IdentityProvider]:
        """Those with whom people can log in to the service, in the order of the feed."""
        feed = self.feed(now)
        return [idp for idp in feed.providers.values() if fits(service, idp)] if feed else []

    def provider(
        self, service: ServiceProvider, entity_id: str, now: datetime
    ) -> IdentityProvider | None:
        return next((i for i in self.providers(service, now) if i.entity_id == entity_id), None)

    def feed(self, now: datetime) -> Feed | None:
        """The feed in force: the newest good one, until its own end. Nothing after that."""
        try:
            self._read_anew(now)
        except OSError as error:
            log.warning("the list of identity providers cannot be read: %s", error.strerror)
        except Refused as refusal:
            log.warning("the list of identity providers is refused: %s", refusal.reason)
        return self._feed if self._feed and self._feed.is_current(now) else None

    def _read_anew(self, now: datetime) -> None:
        """Read the file when it is another than the one we have read."""
        if self.feed_file is None or self.certificate_file is None:
            return
        status = self.feed_file.stat()
        seen = (status.st_mtime_ns, status.st_size)
        if seen != self._read:
            certificate = self.certificate_file.read_text()
            self._feed = load_aggregate(self.feed_file.read_bytes(), certificate, now, self._feed)
            self._read = seen

    def service(self, municipality: Municipality, host: str, now: datetime) -> ServiceProvider:
        """The municipality's service provider, as it is reached by this host name.

        The name is one of those that are registered for it: never whatever a request claims.
        """
        names = [each.name for each in sorted(municipality.hosts, key=lambda each: each.id)]
        if host not in names:
            raise ValueError("not a host of the municipality")
        signing, decryption = self._keys_of(municipality.slug, now)
        ordered = [host, *(name for name in names if name != host)]
        acs_urls = [f"{self.scheme}://{name}/saml/acs" for name in ordered]
        return ServiceProvider(
            entity_id=f"{self.scheme}://{names[0]}/saml/metadata",
            acs_url=acs_urls[0],
            other_acs_urls=tuple(acs_urls[1:]),
            display_names={
                "sv": f"{municipality.name} – dialog",
                "en": f"{municipality.name} – dialogue",
            },
            descriptions={
                "sv": f"Förslag, samråd och svar i {municipality.name}",
                "en": f"Proposals, consultations and answers in {municipality.name}",
            },
            organisation=Organisation(
                municipality.name,
                municipality.name,
                municipality.website,
                municipality.contact_email,
            ),
            signing=signing,
            decryption=decryption,
        )

    def _keys_of(self, slug: str, now: datetime) -> tuple[KeyPair, tuple[KeyPair, ...]]:
        """Our keys: given as files, or made when they are needed for the first time."""
        if slug not in self._keys:
            folder = self.keys_folder / slug
            if not folder.exists():
                _make_keys(folder, lambda use: new_key_pair(f"{slug} {use}", now, self.key_bits))
            newest_first = sorted(folder.glob("encryption*.key.pem"), reverse=True)
            decryption = tuple(read_pair(path) for path in newest_first)
            self._keys[slug] = read_pair(folder / "signing.key.pem"), decryption
        return self._keys[slug]


def read_pair(private: Path) -> KeyPair:
    """The private key in the file, and the certificate beside it."""
    certificate = private.with_name(private.name.replace(".key.pem", ".crt.pem"))
    return KeyPair(private.read_text(), certificate.read_text())


def write_secret(path: Path, text: str) -> None:
    """A new file that only its owner can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _make_keys(folder: Path, make: Callable[[str], KeyPair]) -> None:
    """A whole folder of keys or none: another process may be doing the same."""
    half = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    half.mkdir(parents=True)
    for use in ("signing", "encryption-1"):
        pair = make(use)
        write_secret(half / f"{use}.key.pem", pair.private_key)
        write_secret(half / f"{use}.crt.pem", pair.certificate)
    try:
        half.rename(folder)
    except OSError:  # the other was faster
        for path in half.iterdir():
            path.unlink()
        half.rmdir()
