"""Where the command starts, as `autograder` or `python -m autograder`. Ctrl-C ends it at any moment without a traceback."""

import signal
import sys

# What is imported takes a while, and a Ctrl-C in it would show our lines. `nohup` and the like stay as they are.
takes_interrupts = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if takes_interrupts:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> int:
    """Run the command; while it runs, an interrupt is an exception, so that it can put things in order."""
    from autograder import cli

    try:
        if takes_interrupts:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = cli.main()
    except KeyboardInterrupt:  # in the few lines that `cli.main` cannot guard
        status = cli.stopped()
    finally:
        if takes_interrupts:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's own way out may be interrupted as well
    return status


if __name__ == "__main__":
    sys.exit(main())
