"""The Kivy program of a terminal: draws screens, speaks, reads cards, prints. Holds no record and decides nothing."""
