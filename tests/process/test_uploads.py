"""The field that takes a file."""

import io
from typing import Any

import pytest
from flask import Flask
from flask_wtf.file import FileRequired
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import StringField

from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.rules.files import FROM_PARTICIPANTS
from dialog.web.forms import written
from tests.process import samples


class Sending(UploadForm):
    """A title and a picture."""

    title = StringField("Rubrik", written("Skriv en rubrik.", 80))
    picture = UploadField("Bild", taken=FROM_PARTICIPANTS)


class Demanding(UploadForm):
    """A picture that must be there."""

    picture = UploadField("Bild", [FileRequired("Välj en bild.")], taken=FROM_PARTICIPANTS)


def filled(app: Flask, form: type[UploadForm], file: FileStorage | None, **values: Any) -> Any:
    """The form as it was sent, validated."""
    data = MultiDict(values)
    if file is not None:
        data["picture"] = file
    with app.test_request_context(method="POST"):
        made = form(data, meta={"csrf": False})
        made.validate()
    return made


def file(data: bytes, name: str = "bild.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(data), name, "picture")


def test_a_sound_file_is_at_hand_when_the_form_is_well(app: Flask) -> None:
    form = filled(app, Sending, file(samples.picture()), title="Ny damm")
    assert not form.errors
    assert form.picture.upload.media_type == "image/jpeg"


def test_no_file_is_fine_where_it_is_not_required(app: Flask) -> None:
    form = filled(app, Sending, file(b"", ""), title="Ny damm")
    assert not form.errors
    assert form.picture.upload is None
    assert filled(app, Demanding, None).errors == {"picture": ["Välj en bild."]}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (samples.pdf(), "kan inte skicka den här sortens fil"),
        (b"<svg/>", "SVG"),
        (samples.image_bomb(), "bildpunkter"),
    ],
)
def test_what_is_wrong_stands_next_to_the_field_and_the_words_stay(
    data: bytes, words: str, app: Flask
) -> None:
    form = filled(app, Sending, file(data, ""), title="Ny damm")
    named = filled(app, Sending, file(data, "bild"), title="Ny damm")
    assert form.picture.upload is named.picture.upload is None
    assert words in named.picture.errors[0]
    assert named.title.data == "Ny damm"


def test_a_file_must_be_chosen_again_when_something_else_is_wrong(app: Flask) -> None:
    form = filled(app, Sending, file(samples.picture()), title="")
    assert form.picture.errors[0].startswith("Välj filen igen.")
    assert form.title.errors == ["Skriv en rubrik."]


def test_the_help_says_what_is_taken(app: Flask) -> None:
    form = filled(app, Sending, None, title="x")
    with app.test_request_context():
        assert str(form.picture.description) == "En bild (PNG, JPEG, WebP) på högst 10 MB."
    assert form.picture.taken.accept == ".png,.jpg,.jpeg,.jpe,.jfif,.webp"
