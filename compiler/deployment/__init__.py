"""Deploying: checked plans go in; what a platform has to change for them, what was changed, and records of it come out.

The rooms, each on those below it: `workflow` carries out the commands for many companies; `applying` carries out one
deployment; `planning` works out what a deployment is; `report` puts it into words and JSON; `records` keeps journal,
lock and audit log. The command line uses `workflow` and, for what is kept, `records`.
"""
