"""Reading coordinates and naming their system.

Order inside the room: ``systems`` and ``evidence`` are words, ``angles``
reads text, ``offsets`` and ``projected`` convert, ``reading`` lists how a
pair of cells can be read, ``villages`` tests where a point lies and
``placing`` chooses, for a whole column at once.
"""
