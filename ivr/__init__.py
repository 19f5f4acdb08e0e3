"""The telephone: what is said, which keys, what was understood, and the lines a call comes through."""
