"""People: who they are, that they are logged in, what roles they have, and where they are registered."""
