"""One file with everything that a site keeps, sealed, the same for both engines. Knows no act and no command.

Keys are not in it: `root.key` opens it, the key-encryption keys open what lies inside.
"""
