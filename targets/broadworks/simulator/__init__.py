"""The BroadWorks simulator: it speaks OCI-P as a BroadWorks does, keeps its state in SQLite, refuses what one refuses.

It shares nothing with the client but the facts of the protocol, so that neither hides the other's mistakes. What is
publicly known of the real one is done in its way, with its error codes; where nothing public says how, the codes begin
with 9 and the sentences with `simulator:`.
"""
