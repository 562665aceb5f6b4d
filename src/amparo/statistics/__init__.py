"""Facts, figures that say what they count, the ledger of others' figures, tables and charts."""
