from numpy import *

def chain_rule(df, g, dg, x):
    return df(g(x))*dg(x)

def sigmoid(z):
    return 1/(1+exp(-z))

def forward_pass(X, params):
    W1 = params['W1']; b1 = params['b1']; W2 = params['W2']; b2 = params['b2']
    return dot(sigmoid(dot(X,W1)+b1),W2)+b2

def backprop(X, y, params):
    W1 = params['W1']; b1 = params['b1']; W2 = params['W2']; b2 = params['b2']
    m = X.shape[0]
    A1 = sigmoid(dot(X,W1)+b1)
    d = (dot(A1,W2)+b2-y)/m
    e = dot(d,W2.T)*A1*(1-A1)
    turevler = {}
    turevler['dW2'] = dot(A1.T,d)
    turevler['db2'] = sum(d,axis=0,keepdims=True)
    turevler['dW1'] = dot(X.T,e)
    turevler['db1'] = sum(e,axis=0,keepdims=True)
    return turevler
