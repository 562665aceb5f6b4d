"""Agencies, the people who work in them, their roles, and how they sign in.

`actions` and `accounts` write who there is and what they may be; `signing_in` lets them in;
`throttle` slows guessing without ever locking the owner out; `queries` reads; `middleware` ends a
session left alone. What a role may do is said in room `access`.
"""
