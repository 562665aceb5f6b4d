"""Where the facts of lists are kept, each list apart, so that one can be withdrawn without touching
another or the register: `parquet` writes a table, `folder` keeps lists in the clear in a folder."""
