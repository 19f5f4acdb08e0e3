"""Phosphor Icons 2.1 (MIT, in LICENSE.txt) as white PNG files, drawn by export.py. Nothing here runs."""
