"""Charts of figures: SVG for the screen, PDF for paper."""
