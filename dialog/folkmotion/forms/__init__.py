"""What people fill in. Forms check shape; rules.py decides."""
