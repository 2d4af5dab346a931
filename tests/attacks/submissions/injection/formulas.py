# Writes what a spreadsheet would compute or fetch.
import os

WORDS = "=HYPERLINK(\"http://x\";\"10\")\n+1+cmd|'/C calc'!A0\n-2+3\n@SUM(1)\t=1\r=2,\"=3\""

os.write(1, WORDS.encode("utf-8", "surrogatepass"))


def srn_forward(inputs, *args, **kwargs):
    name = WORDS[:100_000].replace("\0", "").encode("utf-8", "ignore").decode()
    raise type(name, (ValueError,), {})(WORDS)
