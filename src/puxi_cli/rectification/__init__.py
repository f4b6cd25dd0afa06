"""Rectification (整改): problems with somebody who answers for them and a day, closed only when the data shows that they are right.

Plain values throughout: a ledger comes in, what is to be changed in it goes out. Files are read and written elsewhere.
"""
