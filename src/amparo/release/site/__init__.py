"""The public site: what was released, as a folder of files that needs no server and no script.

`making` builds it from what was published, `addresses` says where everything lies, `pages` and
`laying` make what is read, `data` and its neighbours what is computed with. The same releases give
the same folder to the last byte: there is no clock in it but the days that it is told.
"""
