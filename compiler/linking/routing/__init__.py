"""What happens to a call at each kind of object, written down once: `docs/semantics.md` as edges, in their order."""
