"""The Flask half: one request is one tenant, one actor and one transaction."""
