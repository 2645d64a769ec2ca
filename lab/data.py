"""The cached images as tensors, and the preprocessing that the service repeats."""

import numpy as np
import torch

MEAN = STD = 0.5
PARTITION = {"train": 0, "valid": 1, "test": 2}


def normalized(images):
    """uint8 N x H x W x 3 to float32 N x 3 x H x W, (x / 255 - mean) / std."""
    x = torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float()
    return (x / 255 - MEAN) / STD


class Split:
    """One partition of a cache made by prepare.py."""

    def __init__(self, cache, partition):
        with np.load(cache) as arrays:
            chosen = arrays["partition"] == PARTITION[partition]
            self.images = arrays["images"][chosen]
            self.label, self.male, self.young = (arrays[name][chosen] for name in ("label", "male", "young"))

    def __len__(self):
        return len(self.label)
