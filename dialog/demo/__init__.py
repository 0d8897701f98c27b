"""The demo: two made-up municipalities, an identity provider and a mailbox. Refused in production."""
