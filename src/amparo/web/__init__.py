"""Where the rooms meet: settings, addresses, and the commands that run the whole."""
