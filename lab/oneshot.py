"""Prunes trained members in one step and does not train them again: `oneshot-60` from `full` by default.

Of a member's ONNX file, whose batch norms are folded into the convolutions, the smallest weights of all convolutions and
of the classifier together become zero: those whose magnitude is at most the 60th percentile. Biases stay.
Only onnx and numpy are needed.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from population import members
from sparse import dense

WEIGHED = ("Conv", "Gemm")  # their second input holds the weights


def pruned(model, share):
    """A copy without the share of the weights that are smallest over all layers."""
    copy = dense(model)
    names = {node.input[1] for node in copy.graph.node if node.op_type in WEIGHED}
    weights = {constant.name: constant for constant in copy.graph.initializer if constant.name in names}
    if any(node.op_type == "BatchNormalization" for node in copy.graph.node) or weights.keys() != names:
        raise ValueError("expected a model whose batch norms are folded and whose weights are constants")
    arrays = {name: numpy_helper.to_array(constant) for name, constant in weights.items()}
    threshold = np.percentile(np.concatenate([np.abs(array).ravel() for array in arrays.values()]), 100 * share)
    for name, array in arrays.items():
        kept = np.where(np.abs(array) > threshold, array, np.zeros_like(array))
        weights[name].CopyFrom(numpy_helper.from_array(kept, name))
    onnx.checker.check_model(copy)
    return copy


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("models", type=Path, help="folder with the trained members; the pruned ones are written there too")
    parser.add_argument("--sparsity", type=float, default=0.6, help="share of the weights that become zero")
    parser.add_argument("--of", default="full", help="name of the trained model")
    parser.add_argument("--members", type=int, help="how many, from the first on; without it, all there are")
    arguments = parser.parse_args()

    for member in members(arguments.models, arguments.of, arguments.members):
        out = arguments.models / f"oneshot-{round(100 * arguments.sparsity)}-{member.stem.rsplit('-', 1)[1]}.onnx"
        model = pruned(onnx.load(str(member)), arguments.sparsity)
        out.write_bytes(model.SerializeToString(deterministic=True))
        print(f"{out}, {out.stat().st_size} bytes", flush=True)


if __name__ == "__main__":
    main()
