"""The telephone: calls as they come in, who calls again, and the hand-over to those who take up
concerns.
"""
