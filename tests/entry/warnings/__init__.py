"""The rules that say what looks odd about an entered figure."""
