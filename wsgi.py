"""What the web server runs in a checkout: `granian --interface wsgi wsgi:app`, or any other WSGI server."""

from dialog.wsgi import app as app
