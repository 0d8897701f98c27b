"""Official records: receipts, register entries (OSL 5:2) and hand-over documents."""
