"""The kiosk: what site and terminal say to each other, the site's side of it, and the terminal."""
