"""The verbs of identity, by subject: roles, population, login."""
