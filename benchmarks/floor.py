"""The least that grading in fresh processes can cost: fork, call, reply, and nothing else.

Prints the CPU time of one child in seconds, its parent's share included. With --page: that of one page of memory which
a child writes to for the first time, so that the system has to copy it; a child of ours writes to about 500.

A warm process reads the program once; each child calls the three functions on the inputs of all probes and
writes what they return to a pipe. Nothing is confined, limited, checked or kept.
"""

import argparse
import gc
import mmap
import os
import resource
import time

import classes
import numpy as np

PAGES = 10_000


def main() -> None:
    """Fork so many children, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many children")
    parser.add_argument("--page", action="store_true", help="tell what a page costs")
    options = parser.parse_args()
    count = options.count
    if options.page:
        print(_page(count))
        return
    namespace: dict = {}
    exec(classes.RIGHT, namespace)  # noqa: S102 - our own text
    calls = [c for e in classes.assignment().exercises for p in e.probes for c in p.calls]
    gc.collect()
    gc.freeze()  # or the first collection in a child would copy everything
    before = used()
    for _ in range(count):
        assert _child(namespace, calls)
    print((used() - before) / count)


def _child(namespace: dict, calls: list) -> bytes:
    """What a fresh process answers."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        for name, args, kwargs in calls:
            value = namespace[name](*args, **kwargs)
            for part in value if isinstance(value, tuple) else (value,):
                os.write(theirs, np.asarray(part).tobytes())
        os._exit(0)
    os.close(theirs)
    reply = b"".join(iter(lambda: os.read(ours, 1 << 16), b""))
    os.close(ours)
    os.waitpid(pid, 0)
    return reply


def _page(count: int) -> float:
    """Seconds for a page in the best of the children: all written to for the first time, less the same once more."""
    memory = mmap.mmap(-1, PAGES * mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    _write(memory)
    ours, theirs = os.pipe()
    found = []
    for _ in range(count):
        if (pid := os.fork()) == 0:
            first, again = _write(memory), _write(memory)
            os.write(theirs, f"{(first - again) / PAGES}".encode())
            os._exit(0)
        os.waitpid(pid, 0)
        found.append(float(os.read(ours, 100)))
    return min(found)


def _write(memory: mmap.mmap) -> float:
    """CPU seconds to write to every page."""
    before = time.process_time()
    for at in range(0, len(memory), mmap.PAGESIZE):
        memory[at] = 1
    return time.process_time() - before


def used() -> float:
    """Seconds of CPU time of this process and of all that it has waited for."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in usages)


if __name__ == "__main__":
    main()
