"""What can be asked, a file for each area; `call.commands` finds them."""
