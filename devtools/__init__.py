"""What dev.py does, one command or part per file; needs nothing but the standard library."""
