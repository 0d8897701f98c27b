"""The verbs, by who does them. Each has four beats: require, decide, change, record."""
