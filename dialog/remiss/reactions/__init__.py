"""Afterwards: what the worker does on time, and when something has happened."""
