"""The composition root: settings, the `relais` command, the ASGI application. The only house that knows all others."""
