"""Dataclasses to JSON and back, strictly: what does not fit the dataclass is refused."""

from typing import Any, TypeVar

import cattrs

T = TypeVar("T")

_converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)


class Misshapen(ValueError):
    """The data does not have the shape that it should have."""


def dump(thing: Any) -> Any:
    """The dataclass as plain dicts and lists; what has its default value is left out."""
    return _converter.unstructure(thing)


def load(cls: type[T], data: Any) -> T:
    """The dataclass again. Raises Misshapen."""
    try:
        thing: T = _converter.structure(data, cls)
    except Exception as error:  # cattrs raises whatever a constructor raises, in groups
        raise Misshapen(f"no {cls.__name__}") from error
    return thing
