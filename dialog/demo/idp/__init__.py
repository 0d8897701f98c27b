"""The demo's identity provider: real SAML, made-up people, on an origin of its own."""
