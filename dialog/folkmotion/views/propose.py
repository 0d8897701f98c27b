"""Pages of the author and the co-proposers."""
