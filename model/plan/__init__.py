"""What a person writes: the company, its people, groups, menus, mailboxes, schedules, mobiles and telephones."""
