"""The composition root: settings, commands, the running site. The only house that knows all others."""
