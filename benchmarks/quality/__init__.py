"""Extraction measured against the gold set (`benchmarks/gold`).

`gold` reads the annotations, `running` extracts the samples, `matching` decides what is the same thing, `scoring` counts,
`report` prints, `floors` says what may not be undercut.
"""
