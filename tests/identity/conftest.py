"""Fixtures of the folder: people who log in with real SAML."""

from tests.visitor import later, provider, ready, ready_keys, rows, visit, visitor

__all__ = ["later", "provider", "ready", "ready_keys", "rows", "visit", "visitor"]
