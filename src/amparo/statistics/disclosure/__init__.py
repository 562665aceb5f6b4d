"""What of a table of counts may be published, how it is hidden, and how that is attacked."""
