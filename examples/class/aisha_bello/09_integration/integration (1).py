import numpy as np


def trapezoid_rule(f, a, b, n):
    return (b - a) * (f(a) + f(b)) / 2
