"""A `Plan` in, a `LinkedPlan` out: defaults filled in, names resolved, calendars written out, calls as a graph."""
