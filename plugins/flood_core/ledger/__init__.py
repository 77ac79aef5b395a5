"""Excel ledgers in and out."""
