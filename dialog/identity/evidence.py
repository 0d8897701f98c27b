"""Proof of an act, sealed to a public key: the web server can write it and never read it."""

import base64
import json
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dialog import __version__
from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.keys import WrongKey
from dialog.identity.attempts import Answered
from dialog.identity.models import Evidence
from dialog.identity.saml.outcome import Authenticated
from dialog.identity.saml.provider import IdentityProvider
from dialog.identity.service_keys import write_secret

PUBLIC, PRIVATE = "evidence.public.pem", "evidence.private.pem"
RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw
POINT_BYTES = 32
NO_NONCE = bytes(12)  # every seal has a key of its own, so the nonce need not differ


def keep(
    ctx: Context,
    public_key: str,
    answered: Answered,
    who: Authenticated,
    idp: IdentityProvider,
) -> Evidence:
    """One row per act: the record, its hash, and everything that proves it, sealed."""
    content = {
        "response": base64.b64encode(who.raw).decode(),
        "assertion": base64.b64encode(who.assertion_xml).decode(),
        "idp": who.idp_entity_id,
        "certificates": list(idp.certificates),
        "aggregate": idp.aggregate,
        "program": __version__,
        "loa": who.loa,
        "authn_instant": who.authn_instant.isoformat(),
        "issue_instant": who.issue_instant.isoformat(),
        "response_id": who.response_id,
        "assertion_id": who.assertion_id,
        "received": ctx.now.isoformat(),
    }
    hashed = digest(answered.record)
    row = Evidence(
        record=dict(answered.record),
        record_hash=hashed,
        sealed=seal_to(public_key, json.dumps(content).encode(), hashed),
        at=ctx.now,
    )
    ctx.session.add(row)
    return row


def opened(private_key: str, evidence: Evidence) -> dict[str, Any]:
    """What is sealed in the row, for whoever holds the private key. Raises WrongKey."""
    content = open_with(private_key, evidence.sealed, evidence.record_hash)
    found: dict[str, Any] = json.loads(content)
    return found


def public_key(data_dir: Path, *, may_make: bool) -> str:
    """The key that evidence is sealed to. The demo makes a pair for itself at the first act."""
    path = data_dir / PUBLIC
    if not path.exists():
        if not may_make:
            raise RuntimeError(f"{PUBLIC} is missing: make a pair and keep its private half away")
        make_pair(path, data_dir / PRIVATE)
    return path.read_text()


def make_pair(public: Path, private: Path) -> None:
    """A new pair of keys in two files. Raises FileExistsError: old proofs need the old pair."""
    if public.exists():
        raise FileExistsError(f"{public} is there already")
    key = X25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_secret(private, pem.decode())
    half = public.with_name(f"{public.name}.{os.getpid()}")
    half.write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    half.rename(public)


def seal_to(public_key: str, data: bytes, context: str) -> bytes:
    """X25519 with a key made for this once, HKDF-SHA-256, AES-256-GCM."""
    receiver = serialization.load_pem_public_key(public_key.encode())
    if not isinstance(receiver, X25519PublicKey):
        raise TypeError("evidence is sealed to an X25519 key")
    once = X25519PrivateKey.generate()
    point = once.public_key().public_bytes(*RAW)
    key = _derived(once.exchange(receiver), point + receiver.public_bytes(*RAW))
    return point + AESGCM(key).encrypt(NO_NONCE, data, context.encode())


def open_with(private_key: str, sealed: bytes, context: str) -> bytes:
    """The data again. Raises WrongKey."""
    receiver = serialization.load_pem_private_key(private_key.encode(), None)
    if not isinstance(receiver, X25519PrivateKey):
        raise TypeError("evidence is sealed to an X25519 key")
    point, rest = sealed[:POINT_BYTES], sealed[POINT_BYTES:]
    try:
        shared = receiver.exchange(X25519PublicKey.from_public_bytes(point))
        key = _derived(shared, point + receiver.public_key().public_bytes(*RAW))
        return AESGCM(key).decrypt(NO_NONCE, rest, context.encode())
    except (InvalidTag, ValueError):
        raise WrongKey(context) from None


def _derived(shared: bytes, points: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"dialog evidence v1" + points).derive(shared)
