"""Phosphor Icons 2.1 (MIT, in LICENSE) as white PNG files, drawn by export.py. No code here runs in the terminal."""
