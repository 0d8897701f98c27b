"""What the web server runs: `granian --interface wsgi wsgi:app` or `gunicorn wsgi:app`."""

from dialog.app import create_app
from dialog.config import Config

app = create_app(Config.from_env())
