"""A word of any script in Latin letters, as it sounds, and other forms of the same name. Pure."""
