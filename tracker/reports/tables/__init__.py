"""The report's data for whoever goes on to calculate: one table (CSV), and everything (JSON)."""
