import numpy as np

# koszt
def compute_cost(X, y, theta):
    m = y.shape[0]
    return float(np.sum((X @ theta - y)**2)) / (2*m)

# gradient
def compute_gradient(X, y, theta):
    m = y.shape[0]
    return X.T @ (X @ theta - y) / m

# spadek gradientu
def gradient_descent(X, y, theta, learning_rate, iterations):
    J = []
    for i in range(iterations):
        theta -= learning_rate * compute_gradient(X, y, theta)
        J.append(compute_cost(X, y, theta))
    return theta, np.array(J)
