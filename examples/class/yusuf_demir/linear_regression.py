from numpy import *

# maliyet fonksiyonu
def compute_cost(X, y, theta):
    m = len(y)
    hata = dot(X, theta) - y
    return sum(hata**2) / (2*m)

def compute_gradient(X, y, theta):
    m = len(y)
    hata = dot(X, theta) - y
    return dot(transpose(X), hata) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = array(theta, dtype=float)
    gecmis = zeros(iterations)
    for i in range(iterations):
        theta = theta - learning_rate*compute_gradient(X, y, theta)
        gecmis[i] = compute_cost(X, y, theta)
    return theta, gecmis
