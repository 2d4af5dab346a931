# Writes half characters, and characters that no encoding has, into text, names and keys.
import os

WORDS = "\ud800\udfff\udc80 \udcff" + chr(0x10FFFF) + chr(0xFFFE) + "\x00"

os.write(1, WORDS.encode("utf-8", "surrogatepass"))


def srn_forward(inputs, *args, **kwargs):
    name = WORDS[:100_000].replace("\0", "").encode("utf-8", "ignore").decode()
    raise type(name, (ValueError,), {})(WORDS)
