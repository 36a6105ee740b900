"""Evidence files of a figure: what is taken, where it is kept, who added and removed it."""
