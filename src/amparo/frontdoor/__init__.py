"""A way in for one institution without an account: a secret link that can only send.

What comes through it is a concern like any other (`casefile.actions_concern`); its receipt says
no more than how far it got.
"""
