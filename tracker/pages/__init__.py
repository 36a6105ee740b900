"""The pages that people see: each parses, calls one verb or query, and shows the answer."""
