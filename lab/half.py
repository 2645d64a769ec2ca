"""Weights in half precision: each float32 constant is stored as float16 and cast back when the file is opened.

Input, output and arithmetic stay float32, so that a processor without half-precision arithmetic loses no time.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper


def half(model):
    """Replaces the float32 constants, in place."""
    graph = model.graph
    stored, casts = [], []
    for constant in graph.initializer:
        if constant.data_type != TensorProto.FLOAT:
            stored.append(constant)
            continue
        array = numpy_helper.to_array(constant).astype(np.float16)
        if not np.isfinite(array).all():
            raise ValueError(f"{constant.name} holds values that float16 cannot")
        name = f"{constant.name}.half"
        stored.append(numpy_helper.from_array(array, name))
        casts.append(helper.make_node("Cast", [name], [constant.name], f"{constant.name}.whole", to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(stored)
    graph.node.extend(nodes)
