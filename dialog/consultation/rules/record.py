"""The words of a consultation as plain text: for its record, for search, and to look for personal numbers."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

# What people read. Keys, addresses and settings are left out.
READ = {
    "alt",
    "body",
    "caption",
    "description",
    "help",
    "high_label",
    "intro",
    "label",
    "low_label",
    "prompt",
    "thanks",
    "title",
    "unit",
    "video_note",
    "video_title",
}


def words_of(content: Any) -> Iterator[str]:
    """Everything in the content of a part that people read, in order."""
    for field in fields(content):
        value = getattr(content, field.name)
        if field.name in READ and value:
            yield value
        inner = value if isinstance(value, tuple) else (value,)
        for each in inner:
            if is_dataclass(each):
                yield from words_of(each)
