"""Text edits of what a person wrote: fixes of findings, done to the letters of the file and to nothing else."""
