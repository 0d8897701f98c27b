"""Settings come from the environment, are read once, are typed, and all errors are told at once."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

ENVIRONMENTS = ("demo", "production")
SHORTEST_SECRET = 32
CLAMD = re.compile(r"tcp://(\[[0-9a-fA-F:]+\]|[^/:\s]+):[0-9]{1,5}|unix:/\S+")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ConfigError(Exception):
    """Something in the environment is missing or wrong. The message lists everything."""


@dataclass(frozen=True)
class FeedSource:
    """Where a federation's signed list of identity providers is, and the certificate pinned for it."""

    location: str  # an https URL, or the absolute path of a file
    certificate: Path  # PEM; more than one certificate while the federation changes its key

    @property
    def file(self) -> Path | None:
        """The file, when it is one."""
        return None if "://" in self.location else Path(self.location)


@dataclass(frozen=True)
class Config:
    """How this installation is set up. See docs/operations.md for each variable."""

    environment: str
    secret_key: str
    database_url: str
    data_dir: Path
    keys_file: Path
    smtp_url: str = ""
    clamd: str = ""  # the virus scanner: tcp://host:port or unix:/path
    proxy_hops: int = 0
    idp_url: str = "http://127.0.0.1:5001"
    saml_feeds: tuple[FeedSource, ...] = ()
    saml_local_trust: Path | None = None
    testing: bool = False

    @property
    def demo(self) -> bool:
        """Whether made-up municipalities, people and letters are allowed."""
        return self.environment == "demo"

    @classmethod
    def from_env(cls, given: Mapping[str, str] | None = None) -> Self:
        """Read the settings. Raises ConfigError."""
        env = _with_file(dict(os.environ if given is None else given))
        environment = env.get("DIALOG_ENV", "demo")
        data_dir = Path(env.get("DIALOG_DATA_DIR") or "var").absolute()
        errors: list[str] = []
        if environment not in ENVIRONMENTS:
            errors.append(f"DIALOG_ENV must be one of {', '.join(ENVIRONMENTS)}")
        config = cls(
            environment=environment,
            secret_key=_secret(env, environment, data_dir, errors),
            database_url=env.get("DIALOG_DATABASE_URL") or f"sqlite:///{data_dir / 'dialog.db'}",
            data_dir=data_dir,
            keys_file=Path(env.get("DIALOG_KEYS_FILE") or data_dir / "keys.json").absolute(),
            smtp_url=env.get("DIALOG_SMTP_URL", ""),
            clamd=_clamd(env, errors),
            proxy_hops=_hops(env, errors),
            idp_url=env.get("DIALOG_DEMO_IDP_URL") or cls.idp_url,
            saml_feeds=tuple(_feeds(env, environment, errors)),
            saml_local_trust=_file(env, "DIALOG_SAML_LOCAL_TRUST"),
        )
        if environment == "production":
            errors += _production(config, env)
        if errors:
            raise ConfigError("\n".join(errors))
        return config


def _with_file(env: dict[str, str]) -> dict[str, str]:
    """Variables from the file named in DIALOG_ENV_FILE; the real environment wins."""
    path = env.get("DIALOG_ENV_FILE")
    if not path:
        return env
    try:
        lines = Path(path).read_text().splitlines()
    except OSError as error:
        raise ConfigError(f"DIALOG_ENV_FILE cannot be read: {error.strerror}") from None
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip().strip("\"'") for key, value in pairs} | env


def _secret(env: dict[str, str], environment: str, data_dir: Path, errors: list[str]) -> str:
    if path := env.get("DIALOG_SECRET_KEY_FILE"):
        try:
            secret = Path(path).read_text().strip()
        except OSError as error:
            errors.append(f"DIALOG_SECRET_KEY_FILE cannot be read: {error.strerror}")
            return ""
    else:
        secret = env.get("DIALOG_SECRET_KEY", "")
    if not secret and environment == "demo":
        return _demo_secret(data_dir)
    if len(secret) < SHORTEST_SECRET:
        errors.append(f"DIALOG_SECRET_KEY must have at least {SHORTEST_SECRET} characters")
    return secret


def _demo_secret(data_dir: Path) -> str:
    """The demo makes its own secret at the first start and keeps it beside its data."""
    path = data_dir / "secret"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(os.urandom(SHORTEST_SECRET).hex())
    return path.read_text()


def _clamd(env: dict[str, str], errors: list[str]) -> str:
    address = env.get("DIALOG_CLAMD", "")
    if address and not CLAMD.fullmatch(address):
        errors.append("DIALOG_CLAMD must be tcp://host:port or unix:/path")
    return address


def _file(env: dict[str, str], name: str) -> Path | None:
    return Path(env[name]).absolute() if env.get(name) else None


def _feeds(env: dict[str, str], environment: str, errors: list[str]) -> Iterator[FeedSource]:
    """Each list with the certificate that stands in the same place of the other variable."""
    given, pinned = (
        re.split(r"[\s,]+", env.get(name, "").strip(" ,\t\r\n"))
        for name in ("DIALOG_SAML_FEED", "DIALOG_SAML_FEED_CERTIFICATE")
    )
    locations, certificates = [each for each in given if each], [each for each in pinned if each]
    if len(locations) != len(certificates):
        errors.append(
            "DIALOG_SAML_FEED_CERTIFICATE must name one file for each feed in DIALOG_SAML_FEED"
        )
        return
    if len(set(locations)) != len(locations):
        errors.append("DIALOG_SAML_FEED names a feed twice")
    for place, certificate in zip(locations, certificates, strict=True):
        is_url = "://" in place
        if is_url and not is_fetchable(place, may_be_plain=environment == "demo"):
            errors.append(
                "DIALOG_SAML_FEED must be files or https addresses without a password in them"
            )
        location = place if is_url else str(Path(place).absolute())
        yield FeedSource(location, Path(certificate).absolute())


def is_fetchable(url: str, *, may_be_plain: bool) -> bool:
    """Whether something may be fetched there: https, or this very machine where that is allowed."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port  # a port that is no number raises ValueError
    except ValueError:
        return False
    if not host or parts.username or parts.password:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and may_be_plain and is_loopback(host)
    )


def is_loopback(host: str) -> bool:
    """Whether the host name can only be this very machine."""
    return host in LOOPBACK or host.endswith(".localhost")


def _hops(env: dict[str, str], errors: list[str]) -> int:
    value = env.get("DIALOG_PROXY_HOPS") or "0"
    if not value.isdigit():
        errors.append("DIALOG_PROXY_HOPS must be a whole number")
        return 0
    return int(value)


def _production(config: Config, env: dict[str, str]) -> list[str]:
    errors = []
    if not config.keys_file.exists():
        errors.append(
            "DIALOG_KEYS_FILE must name a key file (make one with: dialog keys create FILE)"
        )
    if not (config.data_dir / "evidence.public.pem").exists():
        errors.append("DIALOG_DATA_DIR must hold evidence.public.pem (dialog keys evidence)")
    if not env.get("DIALOG_DATABASE_URL"):
        errors.append("DIALOG_DATABASE_URL must be set")
    if urlsplit(config.smtp_url).scheme not in {"smtp", "smtps"}:
        errors.append("DIALOG_SMTP_URL must be smtp://host:port or smtps://host:port")
    if env.get("DIALOG_DEMO_IDP_URL"):
        errors.append("DIALOG_DEMO_IDP_URL must not be set: the demo is refused in production")
    return errors
