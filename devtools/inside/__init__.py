"""Small programs that run in .venv or in a build, and so may import what is installed there."""
