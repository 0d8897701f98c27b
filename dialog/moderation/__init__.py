"""Review before publication, reports by readers, the edit lock and the published catalogue of reasons."""
