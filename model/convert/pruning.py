"""Which inputs of a linear layer can go, and what the others then have to do: closed form, from measured inputs.

Taking inputs away so that the output, over measured inputs x with H = E[x x'], changes least, and correcting the weights of
those that stay, is the optimal brain surgeon (Hassibi and Stork, NIPS 1992), here for whole groups of inputs: a group G costs
tr(W_G' (Hinv_GG)^-1 W_G). `repaired` fits the weights afresh where the inputs themselves have changed.
"""
import numpy as np

RIDGE, TIE, STRONG = 1e-3, 1e-4, 0.1


def regular(gram):
    return gram + RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))


def removal_order(gram, weights, groups):
    """Groups of rows of weights [in, out] from the least to the most needed, and the share of the output lost with each."""
    inverse, w = np.linalg.inv(regular(gram)), weights.astype(np.float64).copy()
    power = max(np.einsum("ij,ik,jk->", gram, w, w), 1e-12)
    left, order, lost = list(range(len(groups))), [], []
    while len(left) > 1:
        rows = np.array([groups[g] for g in left])
        cores = np.linalg.inv(inverse[rows[:, :, None], rows[:, None, :]])
        errors = np.einsum("gio,gij,gjo->g", w[rows], cores, w[rows])
        least = int(np.argmin(errors))
        gone, core = rows[least], cores[least]
        w -= inverse[:, gone] @ core @ w[gone]
        inverse -= inverse[:, gone] @ core @ inverse[gone]
        order.append(left.pop(least))
        lost.append(errors[least] / power)
    return order, np.array(lost)


def repaired(inputs, targets, towards=None, constant=True, tie=TIE):
    """Weights and bias of the linear map from inputs to targets with the least squared error.

    towards: the weights that it is drawn towards where the inputs do not tell (else none); constant: whether there is a
    bias (else it is 0, and the map is fitted through nought).
    """
    y = targets if towards is None else targets - inputs @ towards
    mean, wanted = (a.mean(0, dtype=np.float64) * constant for a in (inputs, y))
    x, y = inputs - mean.astype(np.float32), y - wanted.astype(np.float32)
    gram, cross = (x.T @ x).astype(np.float64) / len(x), (x.T @ y).astype(np.float64) / len(x)
    weights = np.linalg.solve(gram + tie * np.trace(gram) / len(gram) * np.eye(len(gram)), cross)
    bias = wanted - mean @ weights
    return (weights if towards is None else weights + towards).astype(np.float32), bias.astype(np.float32)


def spent(orders, costs, budget):
    """How many groups each layer loses when `budget` multiply-adds go where they cost least error.

    orders: (order, lost) of each layer; costs: multiply-adds of one group of it. A layer keeps a quarter of its groups.
    """
    steps = []
    for layer, ((order, lost), cost) in enumerate(zip(orders, costs, strict=True)):
        most = 3 * (len(order) + 1) // 4
        price = np.maximum.accumulate(lost[:most] / cost)
        steps += [(p, layer, i, cost) for i, p in enumerate(price)]
    gone = [0] * len(orders)
    for _, layer, _, cost in sorted(steps):
        if budget <= 0:
            break
        gone[layer] += 1
        budget -= cost
    return gone
