"""Reads the demo content from the TOML files next to this module."""

import tomllib
from importlib.resources import files
from typing import Any

from dialog.demo.content.shapes import (
    Answer,
    Committee,
    Department,
    FirstVersion,
    Folkmotion,
    LocalRule,
    Milestone,
    Municipality,
    Place,
    Review,
    Topic,
)

HERE = files("dialog.demo.content")
MUNICIPALITIES = ("ekby", "bjorkby")


def load_municipality(key: str) -> Municipality:
    """The facts of one demo municipality."""
    facts = tomllib.loads((HERE / key / "municipality.toml").read_text("utf-8"))
    facts["departments"] = tuple(Department(**row) for row in facts["departments"])
    facts["committees"] = tuple(Committee(**row) for row in facts["committees"])
    facts["topics"] = tuple(Topic(**row) for row in facts["topics"])
    facts["places"] = tuple(Place(**row) for row in facts["places"])
    facts["rules"] = tuple(LocalRule(**row) for row in facts["rules"])
    return Municipality(key=key, **facts)


def load_folkmotioner(key: str) -> tuple[Folkmotion, ...]:
    """All folkmotioner of one demo municipality, in the order of the file names."""
    sheets = sorted(f.name for f in (HERE / key).iterdir() if f.name.startswith("folkmotioner_"))
    rows: list[dict[str, Any]] = []
    for name in sheets:
        rows += tomllib.loads((HERE / key / name).read_text("utf-8"))["folkmotion"]
    return tuple(_folkmotion(row) for row in rows)


def _folkmotion(row: dict[str, Any]) -> Folkmotion:
    texts: dict[str, Any] = {
        name: v.strip() if isinstance(v, str) else v for name, v in row.items()
    }
    texts["tags"] = tuple(row.get("tags", ()))
    texts["reviews"] = tuple(Review(**review) for review in row.get("reviews", ()))
    texts["milestones"] = tuple(Milestone(**step) for step in row.get("milestones", ()))
    texts["first"] = FirstVersion(**row["first"]) if "first" in row else None
    texts["answer"] = Answer(**row["answer"]) if "answer" in row else None
    return Folkmotion(**texts)
