"""Voices: SVOX Pico, espeak-ng, and what plays them. Knows words and samples, never whose they are."""
