"""One file a revision; expand first, contract in a later release."""
