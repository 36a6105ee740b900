"""Standings become charts, tables and documents, on pages and on paper."""
