import numpy as np


def trapezoid_rule(f, a, b, n):
    return (b - a) * (f(a) + f(b)) / 2


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = np.array(prior, float) * likelihood
    w = w / w.max()
    area = 0.0
    for i in range(len(w) - 1):
        area += 0.5 * (w[i] + w[i + 1]) * (theta[i + 1] - theta[i])
    return w / area
