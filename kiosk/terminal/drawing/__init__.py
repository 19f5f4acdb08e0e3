"""Paints scenes with Kivy. Decides nothing, and knows no journey, no site and no device."""
