"""What the machine under a kiosk must be like, looked up in its files. Knows no screen, no device, no record."""
