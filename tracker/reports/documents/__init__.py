"""Reports as PDF: templates in typst, filled through JSON."""
