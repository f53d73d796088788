"""Words for people and programs: places, callers and ends, traces, proofs, explanations, schema and catalogues."""
