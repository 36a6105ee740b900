"""Pure: the text of a register file to drafted targets, or to the list of all its problems."""
