# Stays in one call of a library that no signal interrupts.
def srn_forward(inputs, *args, **kwargs):
    return 7 ** (7 ** 12) % (10**9)
