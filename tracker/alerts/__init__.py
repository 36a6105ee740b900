"""Findings are opened and cleared, people are told once, and mails are sent from an outbox.

    queries --views--> rules --findings--> actions.reconcile --open alerts--> digests
                       (pure)                                                    |
                                     delivery <--outbox rows-- messages <--------+

``rules`` say what needs someone and how urgently. ``reconcile`` keeps the rows of open alerts
equal to that. ``digests`` decides who has not been told at that urgency yet; ``messages`` writes
one mail a person; ``delivery`` claims each row before it sends it.
"""
