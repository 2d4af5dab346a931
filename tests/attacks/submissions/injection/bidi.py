# Writes characters that turn the order of text, hide in it, or look like others.
import os

WORDS = "\u202egnissap\u202c \u2066x\u2069 \u200f\u061c\u200b\ufeff\u2028\u2029 ＰＡＳＳＥＤ \U000e0041 e\u0301" + "\u0335" * 500

os.write(1, WORDS.encode("utf-8", "surrogatepass"))


def srn_forward(inputs, *args, **kwargs):
    name = WORDS[:100_000].replace("\0", "").encode("utf-8", "ignore").decode()
    raise type(name, (ValueError,), {})(WORDS)
