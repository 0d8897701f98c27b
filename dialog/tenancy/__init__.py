"""Municipalities: hosts, looks, departments, page texts and versioned local rules."""
