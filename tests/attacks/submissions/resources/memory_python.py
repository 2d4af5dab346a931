# Takes all memory in Python objects, and catches every MemoryError.
def srn_forward(inputs, *args, **kwargs):
    kept = []
    for _ in range(200):
        try:
            kept.append("x" * (1 << 24))
        except MemoryError:
            kept.append(None)
    raise MemoryError
