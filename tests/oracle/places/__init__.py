"""What happens to a call at each kind of place: one step, to an end or to where the call is sent on."""
