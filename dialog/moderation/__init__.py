"""Review before publication: the queue, the edit lock and the published catalogue of reasons."""
