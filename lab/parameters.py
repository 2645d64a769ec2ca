"""How many weights and biases a network has, and how many of them are not zero, however the file stores them."""

import numpy as np
from onnx import numpy_helper

from sparse import dense

# inputs that hold weights and biases; an Add holds a bias where one side is a constant, but no single number
HOLDERS = {"Conv": (1, 2), "Gemm": (1, 2), "MatMul": (1,), "ConvInteger": (1,), "MatMulInteger": (1,), "Add": (0, 1)}
SAME_VALUES = ("Cast", "Reshape", "Transpose", "Identity")


def count(model):
    """All and non-zero ones."""
    graph = dense(model).graph
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}

    def zeroed(name):
        """A constant with zero where it stands for zero, or None if the name is no constant."""
        maker = makers.get(name)
        if maker is None:
            return constants.get(name)
        if maker.op_type == "Constant":
            return numpy_helper.to_array(maker.attribute[0].t)
        if maker.op_type == "DequantizeLinear":
            stored = zeroed(maker.input[0])
            return None if stored is None else _from(stored, constants, maker, 2)
        return zeroed(maker.input[0]) if maker.op_type in SAME_VALUES else None

    everything, nonzero, counted = 0, 0, set()
    for node in graph.node:
        for place in HOLDERS.get(node.op_type, ()):
            name = node.input[place] if place < len(node.input) else ""
            array = zeroed(name) if name else None
            if array is None or array.ndim == 0 or name in counted:
                continue
            if node.op_type.endswith("Integer"):
                array = _from(array, constants, node, 3)
            counted.add(name)
            everything += array.size
            nonzero += int(np.count_nonzero(array))
    return everything, nonzero


def _from(stored, constants, node, place):
    """Stored integers less the zero point that the node names at this place; a zero point for each channel is 0 here."""
    if place >= len(node.input) or not node.input[place]:
        return stored
    zero = constants[node.input[place]]
    if zero.size > 1 and zero.any():
        raise ValueError(f"{node.name} has zero points {zero} for its channels")
    return stored.astype(np.int64) - int(zero.flat[0])
