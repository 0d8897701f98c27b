"""Återkoppling: what was decided, why, and what happens now."""
