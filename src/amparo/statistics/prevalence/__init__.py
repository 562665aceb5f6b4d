"""How many were on no list: multiple systems estimation, and when it must not be tried. Pure.

`tables` and `reading` hold what was counted, `captures` makes such a table of linked lists;
`models`, `fitting` and `existing` are the models; `ranking`, `stepwise` and `graphs` choose among
them; `resampling` says how sure that is; `estimating` puts all of it together.
"""
