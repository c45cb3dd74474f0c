"""Rounding to int8 so that what a layer computes changes least, given what its inputs look like.

Plain rounding treats every weight alike. A layer's inputs are mostly positive (they come out of a ReLU or an LSTM), so
errors of one sign add up to a constant shift of the output. With input means m and variances v the expected squared
error of one output is sum(v d^2) + (sum(m d))^2 over the rounding errors d. Going through the inputs one by one, each
weight is moved by what makes up best for the shift so far, before it is rounded (the optimal correction of Frantar et
al., "GPTQ", 2022, which for a covariance of this form needs no matrix inverse).
"""
import math

import numpy as np


def of_relu(gamma, beta):
    """Mean and variance of max(0, x) for x normal with deviation gamma and mean beta: a batch norm and its ReLU.

    The statistics a batch norm was trained with say what it puts out, so no calibration recording is needed.
    """
    deviation, mean = np.abs(gamma.astype(np.float64)) + 1e-9, beta.astype(np.float64)
    z = mean / deviation
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    share = np.array([0.5 * math.erfc(-x / math.sqrt(2)) for x in z])
    first = mean * share + deviation * density
    second = (mean**2 + deviation**2) * share + mean * deviation * density
    return first, np.maximum(second - first**2, 0)


def compensated(weights, scale, inputs):
    """int8 of weights [..., out] in units of scale [out], for inputs with (means, variances) of the flattened rest."""
    flat = weights.reshape(-1, weights.shape[-1])
    mean, variance = (np.round(s, 7) for s in inputs)
    if mean.shape != (len(flat),):
        raise SystemExit(f"input statistics have shape {mean.shape}, the weights want ({len(flat)},)")
    variance = variance + 1e-3 * np.mean(variance + mean**2)
    order = np.argsort(-(variance + mean**2), kind="stable")
    left = np.cumsum((mean**2 / variance)[order][::-1])[::-1]
    shift, out = np.zeros(flat.shape[1]), np.zeros(flat.shape, np.int8)
    for i, rest in zip(order, left, strict=True):
        wanted = flat[i] - shift * mean[i] / variance[i] / (1 + rest)
        out[i] = np.clip(np.rint(wanted / scale), -127, 127)
        shift += mean[i] * (out[i] * scale - flat[i])
    return out.reshape(weights.shape)
