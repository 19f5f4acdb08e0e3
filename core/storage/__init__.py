"""The store on this machine's disk, encrypted, and the site's own keys. Knows ports and domain, no act, no journey."""
