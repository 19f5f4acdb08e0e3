"""One file, one thing somebody can do. All go through `perform`; none knows a screen, a device or a database."""
