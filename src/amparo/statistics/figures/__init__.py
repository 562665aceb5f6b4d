"""What a figure counts, what it may be compared with, and the sentence that says so."""
