# Sends bytes that are no frame, lengths that lie, and pickles that would run a command.
import pickle

from forge import frame, write


class Command:
    def __reduce__(self):
        return (open, ("@MARKER@", "w"))


calls = 0


def srn_forward(*args, **kwargs):
    write(frame(pickle.dumps(Command())), frame(b"N"), b"\xff\xff\xff\xff" + b"x" * 100)
