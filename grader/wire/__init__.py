"""Frames and values that cross the wall between checks and student code.

This docstring is the specification; `docs/wire.md` is the page made from it.

Frame
    Four bytes, big-endian, the payload's length; then the payload, at most 64 MiB.
    The payload is one value.

Value
    One tag byte, then what the tag says.  Lengths and counts are four bytes, big-endian.

    ====  =============================================================================
    tag   what follows
    ====  =============================================================================
    N     nothing: None
    T F   nothing: True, False
    i     eight bytes, big-endian, two's complement: an int that fits
    I     string: any other int, in hexadecimal (at most 3,500 digits)
    f     eight bytes, IEEE 754 big-endian: a float
    c     sixteen bytes: a complex number, real part first
    s     length, UTF-8: a string.  A lone surrogate is written as U+FFFD
    b     length, bytes
    t l   count, values: a tuple, a list
    d     count, key and value in turn: a dict, in its own order
    a     string (dtype), one byte (number of axes), eight bytes an axis, raw data:
          an array, C order
    x     string (PyTorch's dtype), then an array: a tensor
    h     eight bytes (number), string (class name): a handle, an object that stays
          on the other side
    H     the same, then a list of names, the fields of a dataclass, and True where an
          `if` asks the object: a handle
    n     string (class name), then a list of names and one of values: a named tuple
    S Z   count, values in the order of their bytes: a set, a frozen set
    O     a list of ints (shape), a list of values: an array of objects
    p     string (DataFrame or Series), then a list of names, a list of arrays as long
          as the array after it, the index: a table
    m     string (kind), value (parts): something that the other side makes anew, see `Made`
    o     string (class name), string (description): something that cannot be sent
    ====  =============================================================================

    Array dtypes are those of `ARRAY_TYPES`, and strings of Unicode, little-endian; nothing else is
    decoded.

Ceilings, checked while reading, before anything is built
    A frame 64 MiB, values nested 16 deep, 10,000 values a frame, a string or bytes 1 MiB
    (a submitted file of up to 16 MiB travels in pieces), 16 axes an array.  An array's shape
    must fit a frame also with each axis of 0 taken as 1.

Message
    A tuple whose first item is the message's name and whose other items are its fields, in the
    order of the dataclass in `grader.wire.messages`.  A name that does not exist, a field too many
    or of another type, and bytes after the value are errors.

Whatever breaks these rules raises `WireError`.  When it came from a student process, that process
has CRASHED, and the blame is the student's.
"""
