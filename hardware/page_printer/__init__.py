"""A4 pages on a printer beside the kiosk: through a CUPS queue, or virtual. Knows pictures, no words."""
