"""What became of every row and every cell of a list: `tally` counts, `lines` says it in text and
JSON, `page` as one HTML file."""
