"""The reads of moderation, by concept."""
