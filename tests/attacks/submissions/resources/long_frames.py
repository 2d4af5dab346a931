# Sends frames of 64 MiB, as many as it can, and answers that say they are longer.
from forge import check, frame, m, write


def srn_forward(inputs, *args, **kwargs):
    big = m.pack(m.Answer(check(), [b"x" * (1 << 20)] * 60, {}))
    for _ in range(4):
        write(frame(big))
    write((65 << 20).to_bytes(4, "big"))
