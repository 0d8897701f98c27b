"""Municipalities' own identity providers, for those who work there: a file beside the deployment.

DIALOG_SAML_LOCAL_TRUST names it. Who is believed and what they may give stands in that file alone;
a provider in a federation's list never gives anybody a role. docs/operations.md shows the file.
"""

import logging
import threading
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dialog.core.policy import Role
from dialog.identity.feeds import Seen, stamp
from dialog.identity.saml import names
from dialog.identity.saml.document import FEED, instant, parsed
from dialog.identity.saml.feed import provider_of
from dialog.identity.saml.names import MD, tag
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import EmployeeAttributes, IdentityProvider

log = logging.getLogger(__name__)

LEVELS = ("loa3", "loa4")
TEXTS = ("name", "metadata", "authn_context", "level", "identifier", "groups")
KNOWN = {*TEXTS, "name_en", "display_name", "roles"}


class WrongTrust(ValueError):
    """The file, or metadata that it names, cannot be used. The message lists everything."""


@dataclass(frozen=True)
class OwnProvider:
    """The provider of one municipality, and what its groups mean here."""

    idp: IdentityProvider
    level: str  # what a login with it counts as: "loa3"
    roles: Mapping[str, frozenset[Role]]  # by group
    valid_until: datetime | None = None  # of the metadata, when it says so

    def roles_of(self, groups: Iterable[str]) -> frozenset[Role]:
        """The roles that somebody in these groups has. A group that is not in the file gives none."""
        return frozenset().union(*(self.roles.get(group, frozenset()) for group in groups))


@dataclass
class LocalTrust:
    """The file in force. It is read anew when it changes; while it is wrong, nobody is believed."""

    path: Path | None = None
    _held: Mapping[str, OwnProvider] = field(default_factory=dict)
    _seen: Mapping[Path, Seen] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def provider(self, slug: str, now: datetime) -> OwnProvider | None:
        """The municipality's own provider, if it has one whose metadata still holds."""
        with self._lock:
            self._look()
            own = self._held.get(slug)
        if own is None or (own.valid_until is not None and own.valid_until <= now):
            return None
        return own

    def _look(self) -> None:
        if self.path is None:
            return
        if self._seen is not None and all(stamp(p) == seen for p, seen in self._seen.items()):
            return
        self._seen = {path: stamp(path) for path in files(self.path)}
        try:
            self._held = read(self.path)
        except WrongTrust as error:
            self._held = {}
            # The fault is in the file and is told in words; a traceback would only hide it.
            log.error("the local trust file is wrong, so nobody logs in by it: %s", error)  # noqa: TRY400


def read(path: Path) -> dict[str, OwnProvider]:
    """By the municipality's short name. Raises WrongTrust."""
    found, errors = {}, []
    for slug, entry in _entries(path).items():
        try:
            found[slug] = _own(entry, path.parent)
        except WrongTrust as error:
            errors.append(f"{slug}: {error}")
    entity_ids = [own.idp.entity_id for own in found.values()]
    if len(set(entity_ids)) != len(entity_ids):
        errors.append("two municipalities name the same identity provider")
    if errors:
        raise WrongTrust(f"{path.name}: {'; '.join(errors)}")
    return found


def files(path: Path) -> Iterator[Path]:
    """The file itself, and the metadata that it names."""
    yield path
    try:
        entries = _entries(path)
    except WrongTrust:
        return
    for entry in entries.values():
        if isinstance(entry, dict) and isinstance(entry.get("metadata"), str):
            yield path.parent / entry["metadata"]


def _entries(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except OSError as error:
        raise WrongTrust(f"{path.name}: cannot be read ({error.strerror})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongTrust(f"{path.name}: not TOML ({error})") from None


def _own(entry: Any, folder: Path) -> OwnProvider:
    _check_shape(entry)
    idp, valid_until = _metadata(folder / entry["metadata"])
    attributes = EmployeeAttributes(
        identifier=entry["identifier"],
        name=entry.get("display_name", names.DISPLAY_NAME),
        groups=entry["groups"],
    )
    own = replace(
        idp,
        loas=(entry["authn_context"],),
        display_names={"sv": entry["name"], "en": entry.get("name_en", entry["name"])},
        principal_selection=frozenset(),
        employee=attributes,
    )
    return OwnProvider(own, entry["level"], dict(_roles(entry["roles"])), valid_until)


def _check_shape(entry: Any) -> None:
    if not isinstance(entry, dict):
        raise WrongTrust("is not a table")
    errors = [f"{key} is missing" for key in TEXTS if not entry.get(key)]
    errors += [f"{key} is not known" for key in entry.keys() - KNOWN]
    texts = KNOWN - {"roles"}
    errors += [f"{key} is not text" for key in texts & entry.keys() if not _is_text(entry[key])]
    if entry.get("level") and entry["level"] not in LEVELS:
        errors.append(f"level must be one of {', '.join(LEVELS)}")
    if not isinstance(entry.get("roles"), dict) or not entry["roles"]:
        errors.append("roles must be a table of groups")
    attributes = [entry.get(key) for key in ("identifier", "display_name", "groups")]
    if len(set(filter(None, attributes))) != len(list(filter(None, attributes))):
        errors.append("identifier, display_name and groups must be three attributes")
    if errors:
        raise WrongTrust(", ".join(sorted(errors)))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _roles(table: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[Role]]]:
    for group, given in table.items():
        try:
            yield group, frozenset(Role(role) for role in given)
        except (TypeError, ValueError):
            known = ", ".join(Role)
            raise WrongTrust(f"group {group} must have a list of roles out of {known}") from None


def _metadata(path: Path) -> tuple[IdentityProvider, datetime | None]:
    """The one identity provider in the file. It is pinned by lying there: no signature is asked."""
    try:
        root = parsed(path.read_bytes(), FEED)
        roles = list(root.iter(tag(MD, "IDPSSODescriptor")))
        if len(roles) != 1 or (entity := roles[0].getparent()) is None:
            raise WrongTrust(f"{path.name} must hold exactly one identity provider")
        until = [each.get("validUntil") for each in (root, entity, roles[0])]
        ends = [instant(each) for each in until if each]
        return provider_of(entity, roles[0]), min(ends, default=None)
    except OSError as error:
        raise WrongTrust(f"{path.name} cannot be read ({error.strerror})") from None
    except Refused as refusal:
        raise WrongTrust(f"{path.name} cannot be used ({refusal.reason})") from None
