"""Channels beside mail: a zone's alerts go to group robots and other systems, one call each.

    writing ──postings──> sending ──presets──> calling ──addresses──> the other side
    (what is not told yet)  (claims)  (the form)  (one HTTP call)  (may it be called at all?)

``addresses`` and ``presets`` are pure; ``calling`` is the only part that opens a connection.
"""
