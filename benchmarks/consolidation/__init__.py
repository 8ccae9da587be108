"""What consolidation costs as a store grows: the time to add one article must not depend on how many there are.

`corpus` makes articles and what they say, `measures` adds them to a store and takes the time.
"""
