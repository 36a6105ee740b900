"""What the rules look at, read in bulk as plain tuples: a constant number of queries each.

``zones`` are the numbers of the zones that are asked about, None for all of them.
"""
