# Writes HTML and scripts into messages, class names and output.
import os

WORDS = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><!--</pre></textarea>{{7*7}}{% raw %}&#x3c;"

os.write(1, WORDS.encode("utf-8", "surrogatepass"))


def srn_forward(inputs, *args, **kwargs):
    name = WORDS[:100_000].replace("\0", "").encode("utf-8", "ignore").decode()
    raise type(name, (ValueError,), {})(WORDS)
