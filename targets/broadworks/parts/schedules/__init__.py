"""Schedules and calendars of the platform: their events, what refers to them, single dates and days that are over."""
