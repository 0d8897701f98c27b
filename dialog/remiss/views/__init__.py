"""Pages. A view gets a row, checks a form, calls one action, and answers."""

from flask import Blueprint

bp = Blueprint("remiss", __name__)
