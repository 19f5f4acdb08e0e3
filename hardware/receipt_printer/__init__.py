"""Receipt printers: ESC/POS over the network and virtual, and the drawing of a paper as an image."""
