"""A cycle's sheet: one person's targets as .xlsx, filled in elsewhere and read back.

``layout`` says what stands where, ``writing`` makes the file; ``files`` and ``reading`` take bytes
apart, ``cells`` understands one cell, ``comparing`` says what an upload would change.
"""
