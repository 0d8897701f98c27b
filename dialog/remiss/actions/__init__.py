"""Verbs: require, decide, change, record."""
