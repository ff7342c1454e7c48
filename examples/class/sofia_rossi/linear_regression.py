import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    return np.sum((X @ theta - y)**2) / (2*m)

def compute_gradient(X, y, theta):
    m = len(y)
    return X.T @ (X @ theta - y) / m

# prova con i punti dell'esempio
X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
y = np.array([1.0, 2.0, 6.0])
theta = np.array([1.0, 1.0])
while True:
    theta = theta - 0.9 * compute_gradient(X, y, theta)
    if compute_cost(X, y, theta) < 0.1:
        break
print("theta finale:", theta)

def gradient_descent(X, y, theta, learning_rate, iterations):
    costi = np.zeros(iterations)
    t = np.array(theta, dtype=float)
    for i in range(iterations):
        t = t - learning_rate * compute_gradient(X, y, t)
        costi[i] = compute_cost(X, y, t)
    return t, costi
