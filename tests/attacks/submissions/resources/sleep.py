# Sleeps for ever, with every signal ignored, and uses no CPU time.
import signal
import time


def srn_forward(inputs, *args, **kwargs):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        time.sleep(1000)
