"""Hears which of a few phrases was said, off line, or abstains. Knows sounds and phrases, never whose or what for."""
