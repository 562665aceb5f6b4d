"""The components every page is built from, in one library: `{% load amparo_ui %}`.

`/styleguide/` shows each of them. Blocks wrap what stands between their tags; the others stand
alone. Nothing is said by colour alone, and nothing needs JavaScript. The look is in
`static/ui/amparo.css`, the signs in `icons`, the words for time in `formats`; forms are in `forms`.
"""
