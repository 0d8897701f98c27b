"""Pages of the officer and the registrar."""
