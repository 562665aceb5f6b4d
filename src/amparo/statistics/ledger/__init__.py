"""Estimates by others: what each counts, who quotes whom, and how it is misquoted."""
