# Never ends.
def srn_forward(inputs, *args, **kwargs):
    while True:
        pass
