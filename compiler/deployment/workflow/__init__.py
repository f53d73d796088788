"""The commands for many companies at once: plans and options go in; exit codes and what was planned or found come out.

People are shown and asked things through a `Dialogue`, which whoever starts a workflow provides.
"""
