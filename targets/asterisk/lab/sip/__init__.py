"""Telephones and a trunk that speak SIP on loopback addresses: calls come in and go out, keys are pressed.

In go addresses, accounts and what each telephone does when it is called; out comes who rang, from when to when.
"""
