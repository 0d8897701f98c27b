"""Pages of the moderator."""
