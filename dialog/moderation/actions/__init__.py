"""The verbs of moderation, by concept. Each has four beats: require, decide, change, record."""
