"""Afterwards, in the worker: at least once, each in a transaction of its own."""
