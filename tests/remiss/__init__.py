"""Remisser."""
