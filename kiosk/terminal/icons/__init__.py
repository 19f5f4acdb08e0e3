"""Phosphor Icons 2.1 (MIT, in LICENSE) as white PNG files, drawn by export.py. Holds no code that runs in the terminal."""
