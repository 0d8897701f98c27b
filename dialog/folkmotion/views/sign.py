"""Signing, and taking one's name back."""
