"""Reads that need more than a relationship. They return rows or numbers, never pages."""
