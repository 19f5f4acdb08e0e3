"""Each device of a kiosk, tried by hand. Knows devices and hands, never a patient."""
