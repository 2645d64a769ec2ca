"""Magnitude pruning during training (Zhu and Gupta 2017)."""

import torch
from torch import nn


def cubic(step, begin, end, final, initial=0.0):
    """Sparsity at a step: from `initial` at `begin` to `final` at `end`, fast at first."""
    progress = min(max((step - begin) / (end - begin), 0.0), 1.0)
    return final + (initial - final) * (1 - progress) ** 3


class Pruning:
    """Masks on the weights of every convolution and of the classifier; biases and batch norms stay whole.

    Layer by layer (the schedule's publication) the same share of each layer is pruned; globally the smallest
    weights of all layers together.
    """

    def __init__(self, model, final, begin, end, every, scope):
        self.weights = [m.weight for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
        self.masks = [torch.ones_like(weight) for weight in self.weights]
        self.final, self.begin, self.end, self.every, self.scope = final, begin, end, every, scope

    @torch.no_grad()
    def after(self, step):
        """Called after the optimizer's step of this number."""
        if self.begin <= step <= self.end and ((step - self.begin) % self.every == 0 or step == self.end):
            self._choose(cubic(step, self.begin, self.end, self.final))
        if step >= self.begin:
            for weight, mask in zip(self.weights, self.masks):
                weight.mul_(mask)

    def _choose(self, sparsity):
        if self.scope == "global":
            everything = torch.cat([weight.abs().flatten() for weight in self.weights])
            threshold = _smallest(everything, sparsity)
        for weight, mask in zip(self.weights, self.masks):
            if self.scope == "layer":
                threshold = _smallest(weight.abs().flatten(), sparsity)
            mask.copy_(weight.abs() > threshold)

    def sparsity(self):
        zeros = sum(int((weight == 0).sum()) for weight in self.weights)
        return zeros / sum(weight.numel() for weight in self.weights)


def _smallest(magnitudes, share):
    """The magnitude that `share` of them do not exceed."""
    count = int(share * magnitudes.numel())
    return magnitudes.kthvalue(count).values if count > 0 else -1.0
