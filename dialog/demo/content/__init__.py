"""What the two demo municipalities say and do, as data: texts in TOML, shapes in dataclasses."""
