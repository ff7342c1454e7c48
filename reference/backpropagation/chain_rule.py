"""The chain rule for a function of one variable."""

import numpy as np
import sympy as sp

from autograder.authoring import Fn, case, exercise, hidden


def reference(df, g, dg, x):
    return df(g(x)) * dg(x)


chain_rule = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "If x grows by 0.001, by how much does g(x) grow, and by how much does f(g(x)) grow then?",
        "Which number does f get as its input? Its slope counts there. How fast does that number change?",
        (
            "The slope of an inverse function, as an example: f(p) = y has the solution p = `inverse(y)`, "
            "and the slope of the inverse at y is `1 / df(p)`: f' is taken where f is, not at y."
        ),
    ],
)


@chain_rule.cases
def one_number(rng):
    yield case("sin(x^2)", Fn("u", "np.cos(u)"), Fn("t", "t**2"), Fn("t", "2*t"), 1.3)
    yield case("(2x)^3, an integer", Fn("u", "3*u**2"), Fn("t", "2*t"), Fn("t", "0*t + 2"), 2)
    yield case("g'(x) = 0", Fn("u", "np.exp(u)"), Fn("t", "t**2"), Fn("t", "2*t"), 0.0)
    yield case("g(x) = 0", Fn("u", "1/(1 + u**2)"), Fn("t", "t**2 - 1"), Fn("t", "2*t"), -1.0)
    yield hidden("exp(sin x)", Fn("u", "np.exp(u)"), Fn("t", "np.sin(t)"), Fn("t", "np.cos(t)"), 2.5)
    yield hidden("a falling inner function", Fn("u", "4*u**3"), Fn("t", "3 - t**2"), Fn("t", "-2*t"), 0.5)
    yield hidden("(3 - 2x)^4, an integer", Fn("u", "4*u**3"), Fn("t", "3 - 2*t"), Fn("t", "0*t - 2"), 4)


@chain_rule.cases
def arrays(rng):
    line, slope = Fn("t", "3*t + 1"), Fn("t", "0*t + 3.0")
    yield case("exp(3x + 1), array", Fn("u", "np.exp(u)"), line, slope, np.array([-1.0, 0.0, 0.5]))
    yield case(
        "log(x^2 + 1), integers", Fn("u", "1/u"), Fn("t", "t**2 + 1"), Fn("t", "2*t"), np.array([-1, 2, 4])
    )
    yield case(
        "integers, fractions in g and g'",
        Fn("u", "2*u + 1"),
        Fn("t", "t/2"),
        Fn("t", "0*t + 0.5"),
        np.array([1, 2, 3]),
    )
    # The third derivative of g is so large that no difference quotient is exact enough.
    yield case(
        "a fast wave",
        Fn("u", "2*u"),
        Fn("t", "3 + np.sin(400*t)"),
        Fn("t", "400*np.cos(400*t)"),
        np.array([0.1, 0.25, -0.3]),
    )
    yield case(
        "g' returns its argument",
        Fn("u", "np.exp(u)"),
        Fn("t", "t**2/2"),
        Fn("t", "t"),
        np.array([0.5, -1.0, 1.5]),
    )
    yield hidden(
        "sqrt(x^2 + 3), 2-D array",
        Fn("u", "0.5/np.sqrt(u)"),
        Fn("t", "t**2 + 3"),
        Fn("t", "2*t"),
        np.array([[-1.0, 2.5], [0.5, -3.0], [4.0, 0.25]]),
    )
    yield hidden(
        "sigmoid of a falling line",
        Fn("u", "np.exp(-u)/(1 + np.exp(-u))**2"),
        Fn("t", "1 - 0.5*t"),
        Fn("t", "0*t - 0.5"),
        rng.uniform(-3, 3, 5).round(2),
    )
    yield hidden(
        "sin(exp x), many points",
        Fn("u", "np.cos(u)"),
        Fn("t", "np.exp(t)"),
        Fn("t", "np.exp(t)"),
        np.linspace(-2, 2, 41),
    )
    yield hidden(
        "square root, integers",
        Fn("u", "0.5/np.sqrt(u)"),
        Fn("t", "t**2 + t"),
        Fn("t", "2*t + 1"),
        np.arange(1, 7),
    )
    yield hidden(
        "7 g(x)", Fn("u", "0*u + 7.0"), Fn("t", "t**3"), Fn("t", "3*t**2"), np.array([-2.0, 0.5, 1.5])
    )
    column = np.array([[0.5], [-1.5], [2.0]])
    yield hidden("a column", Fn("u", "np.cos(u)"), Fn("t", "t**2 - t"), Fn("t", "2*t - 1"), column)
    yield hidden("no entries", Fn("u", "np.exp(u)"), line, slope, np.array([]))
    # In a difference quotient the digits of these values of g cancel.
    yield hidden(
        "large values of g",
        Fn("u", "1/u"),
        Fn("t", "t**2 + 1e4"),
        Fn("t", "2*t"),
        np.array([-3.0, 0.5, 2.0]),
    )
    yield hidden(
        "integers, falling fractions",
        Fn("u", "3*u**2"),
        Fn("t", "2 - 0.75*t"),
        Fn("t", "0*t - 0.75"),
        np.array([[3, -1], [0, 5]]),
    )


@chain_rule.scale
def scale(df, g, dg, x):
    """Each slope may itself be small because its terms cancel."""
    outer, inner = np.abs(df(g(x))), np.abs(dg(x))
    return float(np.max(outer, initial=1.0) * np.max(inner, initial=1.0))


class Both:
    """A function for numbers that also knows itself as an expression in t."""

    t = sp.Symbol("t")

    def __init__(self, expression):
        self.symbolic = sp.sympify(expression)
        self.program = sp.lambdify(self.t, self.symbolic, "numpy")

    def __call__(self, values):
        return self.program(values) + 0 * values  # an array for an array, even for a constant


@chain_rule.drawn
def drawn(draw):
    t = Both.t
    a, b, c = (sp.Rational(str(draw.number(-1.5, 1.5))) for _ in range(3))
    outer = [
        sp.sin(t),
        sp.exp(t),
        a * t**3 - t,
        sp.atan(t),
        sp.log(1 + t**2),
        1 / (1 + sp.exp(-t)),
        sp.sqrt(2 + t**2),
    ]
    inner = [a * t**2 + b * t + c, sp.sin(b * t) + c, sp.exp(a * t) - b, t / (1 + t**2), b * t + c]
    f, g = outer[draw.integer(0, len(outer) - 1)], inner[draw.integer(0, len(inner) - 1)]
    df = Both(sp.diff(f, t))
    df.antiderivative = Both(f)  # the oracles need f, which the exercise is not given
    return df, Both(g), Both(sp.diff(g, t)), np.array([draw.number(-2, 2), draw.number(-2, 2)])


@chain_rule.derivation
def composite(df, g, dg, x):
    """f(g(t)) is written out as one expression in t and differentiated; df and dg are not asked."""
    t = Both.t
    slope = sp.diff(df.antiderivative.symbolic.subs(t, g.symbolic), t)
    return [slope.subs(t, sp.Rational(str(float(v)))).evalf(30) for v in x]


@chain_rule.derivative_of
def of_what(df, g, dg, x):
    yield lambda v: df.antiderivative(g(v)), x, None


@chain_rule.right
def stepwise(df, g, dg, x):
    inner = g(x)
    outer = df(inner)
    return dg(x) * outer


@chain_rule.right
def one_number_at_a_time(df, g, dg, x):
    return np.vectorize(lambda t: df(g(t)) * dg(t), otypes=[float])(x)


@chain_rule.right
def as_floats(df, g, dg, x):
    x = np.asarray(x, dtype=float)
    return np.multiply(df(g(x)), dg(x))


@chain_rule.right
def as_a_list(df, g, dg, x):
    if np.ndim(x) == 0:
        return df(g(x)) * dg(x)
    return [as_a_list(df, g, dg, t) for t in x]


@chain_rule.right
def over_the_flat_array(df, g, dg, x):
    if isinstance(x, np.ndarray):
        slopes = [float(df(g(t)) * dg(t)) for t in x.ravel().tolist()]
        return np.array(slopes).reshape(x.shape)
    return float(df(g(x)) * dg(x))


@chain_rule.right
def in_a_copy(df, g, dg, x):
    slope = np.array(dg(x), dtype=float)
    slope *= df(g(x))
    return slope


@chain_rule.mistake("At which value does the outer function get its input?")
def same_point(df, g, dg, x):
    """The outer derivative is taken at x instead of g(x)."""
    return df(x) * dg(x)


@chain_rule.mistake("How fast does the input of f change when x changes?")
def no_inner(df, g, dg, x):
    """The inner derivative g'(x) is missing."""
    return df(g(x))


@chain_rule.mistake("What enters the outer function: g or its slope?")
def df_of_dg(df, g, dg, x):
    """This is f'(g'(x)): the derivatives are put into each other like the functions."""
    return df(dg(x))


@chain_rule.mistake("If g doubles a change and f triples it, what happens to the change?")
def added(df, g, dg, x):
    """The two slopes are added instead of multiplied."""
    return df(g(x)) + dg(x)


@chain_rule.mistake("Is f multiplied by g here, or applied to it?")
def product_rule(df, g, dg, x):
    """This is f'(x) g(x) + g'(x): it resembles the product rule, which is for f(x) times g(x)."""
    return df(x) * g(x) + dg(x)


@chain_rule.mistake("Where does the outer function appear in your answer?")
def missing_df(df, g, dg, x):
    """This is g(x) g'(x): the outer derivative is missing, and g(x) itself stands in its place."""
    return g(x) * dg(x)


@chain_rule.mistake("By what is the outer slope to be multiplied: a value of g or a slope of g?")
def inner_value_for_slope(df, g, dg, x):
    """The outer derivative is multiplied by g(x) instead of g'(x)."""
    return df(g(x)) * g(x)


@chain_rule.mistake("Who is given x itself as an input, and who is given g(x)?")
def all_at_g(df, g, dg, x):
    """The inner derivative is taken at g(x) as well; its place is x."""
    inner = g(x)
    return df(inner) * dg(inner)


@chain_rule.mistake("Which of the two functions is the inner one?")
def order_reversed(df, g, dg, x):
    """The points are exchanged: the outer derivative is taken at x and the inner one at g(x)."""
    return df(x) * dg(g(x))


@chain_rule.mistake("Where does the bracket of f' end?")
def multiplied_inside(df, g, dg, x):
    """g'(x) is multiplied inside the argument of f' instead of behind it."""
    return df(g(x) * dg(x))


@chain_rule.mistake("If g doubles a change and f triples it, is the change then 3/2 or 6 times as large?")
def divided(df, g, dg, x):
    """The outer slope is divided by the inner slope."""
    return df(g(x)) / dg(x)


@chain_rule.mistake("Does the slope at one x depend on the other entries of the array?")
def dot_product(df, g, dg, x):
    """The slopes at all points are added up to one number."""
    return np.dot(df(g(x)), dg(x))


@chain_rule.mistake("Which dtype does your result have when x holds integers?")
def rounded_to_integers(df, g, dg, x):
    """For integer x the result is cut off to integers."""
    slopes = np.zeros_like(x)
    slopes[...] = df(g(x)) * dg(x)
    return slopes


def cut_off(values, x):
    """`values` in the type of x."""
    return np.asarray(values).astype(np.asarray(x).dtype)


@chain_rule.mistake("What is g(3) for g(t) = t/2, and which dtype can hold it?")
def inner_value_cut_off(df, g, dg, x):
    """For integer x the values g(x) are cut off to integers before f' gets them."""
    return df(cut_off(g(x), x)) * dg(x)


@chain_rule.mistake("What is g'(3) for g(t) = t/2, and which dtype can hold it?")
def inner_slope_cut_off(df, g, dg, x):
    """For integer x the inner slopes g'(x) are cut off to integers."""
    return df(g(x)) * cut_off(dg(x), x)


@chain_rule.mistake("Which argument gives the slope of g without a step h?")
def difference_quotient(df, g, dg, x):
    """The inner slope is a difference quotient of g, which is not exact; dg gives the slope itself."""
    h = 1e-5
    return df(g(x)) * (g(x + h) - g(x - h)) / (2 * h)


@chain_rule.mistake("What is in your array x after the call?")
def result_written_into_x(df, g, dg, x):
    """The result is written into the array x, which belongs to the caller."""
    slopes = df(g(x)) * dg(x)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x[...] = slopes
        return x
    return slopes


@chain_rule.mistake("If dg returns its argument, what do you change by writing into the result of dg?")
def written_into_the_slope(df, g, dg, x):
    """The array x is changed where g' returns its argument."""
    slope = np.asarray(dg(x), dtype=float)
    slope *= df(g(x))
    return slope
