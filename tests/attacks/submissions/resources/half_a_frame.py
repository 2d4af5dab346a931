# Announces a long frame and sends it a byte at a time.
from forge import write


def srn_forward(inputs, *args, **kwargs):
    write((60 << 20).to_bytes(4, "big"))
    while True:
        write(b"x")
