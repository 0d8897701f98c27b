"""Pages that anyone may read, the same for everyone."""
