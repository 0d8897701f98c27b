"""Tests of dev.py, the locks and the wheel."""
