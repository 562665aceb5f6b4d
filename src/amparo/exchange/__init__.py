"""Import and export of facts: HTCDS, CTDC, lists of agencies, tables of countries."""
