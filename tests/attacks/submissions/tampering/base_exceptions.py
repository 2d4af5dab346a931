# Raises what `except Exception` does not catch, with a text that raises itself.
class Never(BaseException):
    def __str__(self):
        raise KeyboardInterrupt

    def __repr__(self):
        raise GeneratorExit

    __traceback__ = property(lambda self: 1 / 0)


def srn_forward(*args, **kwargs):
    raise Never
