"""The audit log as outsiders get it: a folder of plain files (C2SP tlog-tiles). Knows no database and no act."""
