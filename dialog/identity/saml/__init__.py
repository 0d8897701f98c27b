"""SAML 2.0 for Sweden Connect: a service provider that refuses every bad message."""
