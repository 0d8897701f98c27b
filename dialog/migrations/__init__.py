"""Changes of the schema, one file each. They import nothing of ours."""
