"""Whether somebody listens alone."""
