"""The one way to write a record as JSON, so that anyone can compute its SHA-256 again."""

import hashlib
import json
from typing import Any


def canonical(record: Any) -> str:
    """The record as JSON: names in alphabetical order, no spaces, letters as they are."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(record: Any) -> str:
    """SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()
