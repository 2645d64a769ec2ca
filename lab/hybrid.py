"""Dynamic range quantization that gives an image the same answer in every batch.

ONNX Runtime's `quantize_dynamic` finds the range of an activation over the whole batch (DynamicQuantizeLinear), so
that an image's logits depend on its neighbours. Here each image has a range of its own, as in TensorFlow Lite's hybrid
kernels: 0 to its largest value where no value is negative (behind a ReLU), else the same to both sides of 0.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

TINY = np.float32(1e-20)  # the scale of an image without any activation
NEVER_NEGATIVE = ("Relu", "Abs", "Sigmoid")
KEEPS_SIGN = ("MaxPool", "AveragePool", "GlobalAveragePool", "Flatten", "Reshape", "Identity")


def ranges_of_images(model):
    """Replaces every DynamicQuantizeLinear of a quantized model, in place."""
    graph = model.graph
    makers = {output: node for node in graph.node for output in node.output}

    def never_negative(name):
        maker = makers.get(name)
        if maker is None:
            return False
        return maker.op_type in NEVER_NEGATIVE or maker.op_type in KEEPS_SIGN and never_negative(maker.input[0])

    ranks = _ranks(graph, makers)
    constants, nodes = {}, []

    def constant(array):
        name = f"hybrid_{array.dtype}_{array.item():g}"
        constants[name] = numpy_helper.from_array(array, name)
        return name

    for node in graph.node:
        if node.op_type != "DynamicQuantizeLinear":
            nodes.append(node)
            continue
        x, (quantized, scale, zero) = node.input[0], node.output
        low, levels, middle = (0, 255, 0) if never_negative(x) else (1, 127, 128)

        def step(op, inputs, output, **attributes):
            nodes.append(helper.make_node(op, inputs, [output], f"{output}_by_{op}", **attributes))
            return output

        size = step("Abs", [x], f"{quantized}_size") if middle else x
        largest = step("ReduceMax", [size], f"{quantized}_largest", axes=list(range(1, ranks(x))), keepdims=1)
        raw = step("Div", [largest, constant(np.float32(levels))], f"{quantized}_raw")
        step("Max", [raw, constant(TINY)], scale)
        steps = step("Div", [x, scale], f"{quantized}_steps")
        rounded = step("Round", [steps], f"{quantized}_rounded")
        shifted = step("Add", [rounded, constant(np.float32(middle))], f"{quantized}_shifted") if middle else rounded
        kept = step("Clip", [shifted, constant(np.float32(low)), constant(np.float32(255))], f"{quantized}_kept")
        step("Cast", [kept], quantized, to=TensorProto.UINT8)
        step("Identity", [constant(np.uint8(middle))], zero)
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(constants.values())


def _ranks(graph, makers):
    """The rank of an activation: of images 4, behind a Flatten 2."""

    def rank(name):
        maker = makers.get(name)
        if maker is None:
            return 4
        return 2 if maker.op_type in ("Flatten", "Reshape") else rank(maker.input[0])

    return rank
