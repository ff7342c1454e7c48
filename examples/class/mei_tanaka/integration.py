import numpy as np

# 区間の数
n = int(input("n = "))

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    total = (f(a) + f(b)) / 2
    for k in range(1, n):
        total += f(a + k * h)
    return h * total

def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / np.sqrt(2 * np.pi * sigma ** 2)

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)

print(normal_probability(-1, 1, n=n))
