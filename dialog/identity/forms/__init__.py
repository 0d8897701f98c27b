"""What people fill in about themselves and others. Forms check shape; actions decide."""
