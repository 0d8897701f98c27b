"""What a production web server runs: `granian --interface wsgi dialog.wsgi:app`, or any other WSGI server."""

from dialog.app import create_app
from dialog.config import Config

app = create_app(Config.from_env())
