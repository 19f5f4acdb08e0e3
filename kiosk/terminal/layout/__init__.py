"""Where everything stands on the screen, kind by kind, in millimetres. Pure: no Kivy, no window, no site."""
