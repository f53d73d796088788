"""The requests that are answered, a file for each area; `invocation.commands` finds them."""
