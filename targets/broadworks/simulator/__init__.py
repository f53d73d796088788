"""The BroadWorks simulator: it speaks OCI-P as a BroadWorks does, keeps its state in SQLite, refuses what one refuses.

It shares nothing with the client but the facts of the wire, so that neither hides the other's mistakes. What is known
of the real one in public is done in its way, with its codes; where nothing public says how, its own codes begin with 9
and its own sentences with `simulator:`.
"""
