"""Reads the demo content from the files next to this module."""

import csv
import json
import tomllib
from importlib.resources import files
from typing import Any

from dialog.core.shapes import load
from dialog.demo.content.consultation_shapes import Consultation
from dialog.demo.content.remiss_shapes import Organisation, Remiss
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
    return tuple(_folkmotion(row) for row in _rows(key, "folkmotion", "folkmotioner_"))


def load_consultations(key: str) -> tuple[Consultation, ...]:
    """All consultations of one demo municipality, in the order of the file names. Raises Misshapen."""
    rows = _rows(key, "consultation", "medborgardialoger")
    return tuple(load(Consultation, _stripped(row)) for row in rows)


def load_remisser(key: str) -> tuple[Remiss, ...]:
    """All remisser of one demo municipality, in the order of the file names. Raises Misshapen."""
    return tuple(load(Remiss, _stripped(row)) for row in _rows(key, "remiss", "remisser"))


def load_organisations(key: str) -> tuple[Organisation, ...]:
    """The register of organisations that remisser are sent to. Raises Misshapen."""
    rows = _rows(key, "organisation", "remissinstanser")
    return tuple(load(Organisation, _stripped(row)) for row in rows)


def load_map(key: str) -> list[dict[str, Any]]:
    """The features of the map of one demo municipality; none where it has no map."""
    file = HERE / key / "karta.geojson"
    if not file.is_file():
        return []
    features: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["features"]
    return features


def load_population(key: str) -> list[str]:
    """The lines "område;åldersgrupp;antal" of one demo municipality; none where it has no figures."""
    file = HERE / key / "befolkning.csv"
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def read_population(key: str) -> list[tuple[str, str, int]]:
    """The same as area, age group and people."""
    rows = csv.reader(load_population(key)[1:], delimiter=";")
    return [(area, age, int(people)) for area, age, people in rows]


def load_file(key: str, name: str) -> bytes:
    """A picture or a document of one demo municipality."""
    return (HERE / key / name).read_bytes()


def _rows(key: str, kind: str, begins: str) -> list[dict[str, Any]]:
    sheets = sorted(f.name for f in (HERE / key).iterdir() if f.name.startswith(begins))
    rows: list[dict[str, Any]] = []
    for name in sheets:
        rows += tomllib.loads((HERE / key / name).read_text("utf-8"))[kind]
    return rows


def _stripped(value: Any) -> Any:
    """The same without white space around any text: TOML's long texts end with a line break."""
    if isinstance(value, dict):
        return {name: _stripped(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_stripped(each) for each in value]
    return value.strip() if isinstance(value, str) else value


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
