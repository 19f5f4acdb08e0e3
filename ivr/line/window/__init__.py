"""`relais phone`: a telephone in the terminal window, and the operator's part that it plays towards a site."""
