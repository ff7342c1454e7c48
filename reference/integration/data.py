"""What the derivations of this lesson share: the area under straight pieces, and the normal density."""

from functools import cache

import sympy as sp

from reference.derivatives.data import Known, T, exact  # noqa: F401 - used by the exercises


@cache
def strip():
    """The integral of the straight line through (p, u) and (q, v), from p to q."""
    p, q, u, v = corners = sp.symbols("p q u v")
    slope, height = sp.symbols("slope height")
    line = slope * T + height
    through = sp.solve([line.subs(T, p) - u, line.subs(T, q) - v], [slope, height], dict=True)[0]
    area = sp.integrate(line, (T, p, q)).subs(through)
    return corners, sp.cancel(area)  # after cancelling, p = q is no division by zero


def area_under_pieces(expression, a, b, n):
    """The exact area under the n straight pieces that join points of the curve `expression`."""
    corners, area = strip()
    low, high = exact(a), exact(b)
    x = [low + (high - low) * sp.Rational(k, n) for k in range(n + 1)]
    y = [expression.subs(T, v).evalf(30) for v in x]
    pieces = zip(x[:-1], x[1:], y[:-1], y[1:], strict=True)
    return sum(area.subs(dict(zip(corners, piece, strict=True))) for piece in pieces)


@cache
def normal_density():
    """The curve c e^(-k (t - m)^2) whose area is 1 and whose variance is s^2, with m and s."""
    m = sp.Symbol("m", real=True)
    k, s = sp.symbols("k s", positive=True)
    bell = sp.exp(-k * T**2)
    area = sp.integrate(bell, (T, -sp.oo, sp.oo))
    variance = sp.integrate(T**2 * bell, (T, -sp.oo, sp.oo)) / area
    (narrowness,) = sp.solve(sp.Eq(variance, s**2), k)
    return (bell / area).subs(k, narrowness).subs(T, T - m), m, s


def normal_with(mu, sigma):
    """That density for given numbers, as an expression in T."""
    density, m, s = normal_density()
    return density.subs({m: exact(mu), s: exact(sigma)})
