# Writes messages of many megabytes, in a single line and in a million.
import os

WORDS = "x" * 3_000_000 + "\n" * 1_000_000

os.write(1, WORDS.encode("utf-8", "surrogatepass"))


def srn_forward(inputs, *args, **kwargs):
    name = WORDS[:100_000].replace("\0", "").encode("utf-8", "ignore").decode()
    raise type(name, (ValueError,), {})(WORDS)
