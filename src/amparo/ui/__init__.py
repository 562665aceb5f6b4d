"""The shell's parts: layout, components, forms from kinds, drawings, and the languages.

`components` holds the parts of a page, `forms` builds a form from a kind of entry,
`journey_drawing` draws a child's way, `formats` says times and numbers, `locale` holds the
catalogues. `/styleguide/` shows all of it. Nothing here knows a case: pages of higher rooms bring
what is shown.
"""
