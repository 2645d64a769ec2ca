#!/usr/bin/env python3
"""Makes the models of this folder: small enough to compute by hand.

Made with onnx 1.15.0. Each but the yellow ones takes n×3×4×4 floats and gives n×3 (red, green, blue). r, g and b are the means of the
three channels, which for an image of one colour and mean 0, std 1 are its red, green and blue between 0 and 1.
"""
import os

import numpy as np
from onnx import TensorProto, checker, helper, load, numpy_helper, save_model

os.chdir(os.path.dirname(os.path.abspath(__file__)))
EYE = np.eye(3, dtype=np.float32)


def constant(name, values):
    return numpy_helper.from_array(np.asarray(values, dtype=np.float32), name)


def save(name, nodes, constants, shape=("n", 3, 4, 4), output=("n", 3), kind=TensorProto.FLOAT, more=(), gives=TensorProto.FLOAT, sparse=()):
    inputs = [helper.make_tensor_value_info("images", kind, shape), *more]
    graph = helper.make_graph(
        nodes, "colours", inputs, [helper.make_tensor_value_info("classes", gives, output)], constants, sparse_initializer=sparse)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="penumbra")
    model.ir_version = 8
    checker.check_model(model)
    with open(name + ".onnx", "wb") as file:
        file.write(model.SerializeToString())


def means(of="images"):
    return [
        helper.make_node("GlobalAveragePool", [of], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["means"]),
    ]


def linear(name, weights, bias, before=(), of="images", **kinds):
    """classes = means · weights + bias"""
    nodes = [*before, *means(of), helper.make_node("Gemm", ["means", "w", "b"], ["classes"])]
    save(name, nodes, [constant("w", weights), constant("b", bias)], **kinds)


# three members that differ: 8r, 8g, 8b, and the same with 2 more for green or for blue
linear("fair", 8 * EYE, [0, 0, 0])
linear("green-eyed", 8 * EYE, [0, 2, 0])
linear("blue-eyed", 8 * EYE, [0, 0, 2])
# the first without the zeros of its matrix
save(
    "fair-without-zeros",
    [*means(), helper.make_node("Gemm", ["means", "w", "b"], ["classes"])],
    [constant("b", [0, 0, 0])],
    sparse=[helper.make_sparse_tensor(constant("w", [8, 8, 8]), numpy_helper.from_array(np.array([0, 4, 8]), "places"), [3, 3])])
# r, g and b themselves: probabilities where they add up to 1
linear("shares", EYE, [0, 0, 0])
# sqrt(0.9 − r) and so on: no number where a channel is brighter than that
save(
    "dazzled",
    [
        *means(),
        helper.make_node("Sub", ["limit", "means"], ["left"]),
        helper.make_node("Sqrt", ["left"], ["classes"]),
    ],
    [constant("limit", [0.9, 0.9, 0.9])])
# row ⌊10 · brightest channel⌋ of a table of nine: it cannot run on an image that is brighter
save(
    "overreaching",
    [
        *means(),
        helper.make_node("ReduceMax", ["means"], ["brightest"], axes=[1], keepdims=0),
        helper.make_node("Mul", ["brightest", "ten"], ["place"]),
        helper.make_node("Cast", ["place"], ["row"], to=TensorProto.INT64),
        helper.make_node("Gather", ["table", "row"], ["classes"]),
    ],
    [constant("ten", 10), constant("table", np.zeros((9, 3)))])
linear("never-a-number", EYE, [0, float("nan"), 0])

# probabilities: plain, in steps of 1/256, and beyond 1 where a channel is brighter than 0.9
save("softmax", [*means(), helper.make_node("Gemm", ["means", "w", "b"], ["logits"]), helper.make_node("Softmax", ["logits"], ["classes"])],
     [constant("w", 8 * EYE), constant("b", [0, 0, 0])])
save("log-softmax",
     [*means(), helper.make_node("Gemm", ["means", "w", "b"], ["logits"]), helper.make_node("LogSoftmax", ["logits"], ["classes"])],
     [constant("w", 8 * EYE), constant("b", [0, 0, 0])])
save(
    "softmax-of-8-bits",
    [
        *means(),
        helper.make_node("Gemm", ["means", "w", "b"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["exact"]),
        helper.make_node("QuantizeLinear", ["exact", "step", "zero"], ["steps"]),
        helper.make_node("DequantizeLinear", ["steps", "step", "zero"], ["classes"]),
    ],
    [constant("w", 8 * EYE), constant("b", [0, 0, 0]), constant("step", 1 / 256), numpy_helper.from_array(np.uint8(0), "zero")])
save(
    "overflowing",
    [
        *means(),
        helper.make_node("Softmax", ["means"], ["exact"]),
        helper.make_node("Sub", ["means", "limit"], ["over"]),
        helper.make_node("Relu", ["over"], ["more"]),
        helper.make_node("Mul", ["more", "times"], ["much"]),
        helper.make_node("Add", ["exact", "much"], ["classes"]),
    ],
    [constant("limit", 0.9), constant("times", 100)])


def endless(name, when):
    """The means, after a loop that ends only where the brightest channel is at most {@code when}."""
    body = helper.make_graph(
        [helper.make_node("Identity", ["going"], ["goes on"]), helper.make_node("Add", ["total", "one"], ["sum"])],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, ()),
            helper.make_tensor_value_info("going", TensorProto.BOOL, ()),
            helper.make_tensor_value_info("total", TensorProto.FLOAT, ()),
        ],
        [helper.make_tensor_value_info("goes on", TensorProto.BOOL, ()), helper.make_tensor_value_info("sum", TensorProto.FLOAT, ())])
    save(
        name,
        [
            *means(),
            helper.make_node("ReduceMax", ["means"], ["brightest"], keepdims=0),
            helper.make_node("Greater", ["brightest", "limit"], ["starts"]),
            helper.make_node("Loop", ["", "starts", "nothing"], ["much"], body=body),
            helper.make_node("Add", ["means", "much"], ["classes"]),
        ],
        [constant("limit", when), constant("nothing", 0), constant("one", 1)])


endless("endless", -1)
endless("endless-when-bright", 0.9)

# weights in another file
save("outside", [*means(), helper.make_node("Gemm", ["means", "w", "b"], ["classes"])],
     [constant("w", 8 * EYE), constant("b", [0, 0, 0])])
outside = load("outside.onnx")
if os.path.exists("outside.data"):
    os.remove("outside.data")  # otherwise the weights go behind the old ones
save_model(outside, "outside.onnx", save_as_external_data=True, location="outside.data", size_threshold=0)

# what the service has to refuse
linear("eight-by-eight", EYE, [0, 0, 0], shape=("n", 3, 8, 8))
linear("four-classes", np.eye(3, 4), [0, 0, 0, 0], output=("n", 4))
# the classes twice over, which no shape tells before it runs
save(
    "six-classes-in-the-end",
    [
        *means(),
        helper.make_node("ReduceSum", ["images"], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "times"], ["often"]),
        helper.make_node("Cast", ["often"], ["repeats"], to=TensorProto.INT64),
        helper.make_node("Tile", ["means", "repeats"], ["classes"]),
    ],
    [constant("zero", 0), constant("times", [1, 2])],
    output=("n", "classes"))
linear(
    "int64-input",
    EYE,
    [0, 0, 0],
    before=[helper.make_node("Cast", ["images"], ["floats"], to=TensorProto.FLOAT)],
    of="floats",
    kind=TensorProto.INT64)
linear(
    "two-inputs",
    EYE,
    [0, 0, 0],
    before=[helper.make_node("Add", ["images", "others"], ["sum"])],
    of="sum",
    more=[helper.make_tensor_value_info("others", TensorProto.FLOAT, ("n", 3, 4, 4))])
save("class-index", [*means(), helper.make_node("ArgMax", ["means"], ["classes"], axis=1)], [], gives=TensorProto.INT64, output=("n", 1))

# not_blond or blond for a 64×64 image: blond where the picture as a whole is yellower than the share in the name
for percent in (10, 20, 24, 30, 32, 36, 40):
    linear(
        f"yellow-{percent}",
        [[0, 5], [0, 5], [0, -10]],
        [0, -percent / 10],
        shape=("n", 3, 64, 64),
        output=("n", 2))


# as people export: the numbers of `fair`, in another form
def logits(of="images", to="classes"):
    return [*means(of), helper.make_node("Gemm", ["means", "w", "b"], [to])]


FAIR = [constant("w", 8 * EYE), constant("b", [0, 0, 0])]


def whole(name, *values):
    return numpy_helper.from_array(np.array(values, dtype=np.int64), name)


for batch in (1, 8):
    save(f"takes-{batch}", logits(), FAIR, shape=(batch, 3, 4, 4), output=(batch, 3))
save("takes-8-gives-any", logits(), FAIR, shape=(8, 3, 4, 4))
save("takes-any-gives-8", [*logits(to="rows"), helper.make_node("Reshape", ["rows", "form"], ["classes"])],
     [*FAIR, whole("form", 8, 3)], output=(8, 3))
# the shape says any number, the reshape says one
save("reshapes-to-1", [helper.make_node("Reshape", ["images", "form"], ["one"]), *logits("one")], [*FAIR, whole("form", 1, 3, 4, 4)])
# three images, added up: no answer for each
save("takes-3-gives-1", [*logits(to="rows"), helper.make_node("ReduceSum", ["rows", "first"], ["classes"], keepdims=1)], [*FAIR, whole("first", 0)],
     shape=(3, 3, 4, 4), output=(1, 3))
save("4-dimensions", [*logits(to="rows"), helper.make_node("Unsqueeze", ["rows", "last"], ["classes"])], [*FAIR, whole("last", 2, 3)],
     output=("n", 3, 1, 1))
save("unknown-dimensions", [*logits(to="rows"), helper.make_node("Unsqueeze", ["rows", "last"], ["classes"])], [*FAIR, whole("last", 2, 3)],
     output=("n", "c", "h", "w"))
save("transposed", [*logits(to="rows"), helper.make_node("Transpose", ["rows"], ["classes"])], FAIR, output=("c", "n"))


def cast(name, kind, gives=TensorProto.FLOAT):
    """`fair` with another type of input, and of output."""
    before = [helper.make_node("Cast", ["images"], ["floats"], to=TensorProto.FLOAT)]
    if kind == TensorProto.UINT8:
        before = [helper.make_node("Cast", ["images"], ["levels"], to=TensorProto.FLOAT), helper.make_node("Div", ["levels", "most"], ["floats"])]
    save(name, [*before, *logits("floats", "exact"), helper.make_node("Cast", ["exact"], ["classes"], to=gives)],
         [*FAIR, constant("most", 255)], kind=kind, gives=gives)


cast("takes-float16", TensorProto.FLOAT16)
cast("takes-and-gives-float16", TensorProto.FLOAT16, TensorProto.FLOAT16)
cast("takes-and-gives-float64", TensorProto.DOUBLE, TensorProto.DOUBLE)
cast("takes-uint8", TensorProto.UINT8)
cast("gives-uint8", TensorProto.FLOAT, TensorProto.UINT8)


def two(name, nodes, output, ends=()):
    """Two classes: 8(r − g) is the logit of the positive one."""
    save(name, [*means(), helper.make_node("Gemm", ["means", "w", "b"], ["logit"]), *nodes],
         [constant("w", 8 * np.array([[1], [-1], [0]])), constant("b", [0]), *ends], output=output)


save("two-logits", logits(), [constant("w", 8 * np.array([[0, 1], [0, -1], [0, 0]])), constant("b", [0, 0])], output=("n", 2))
two("one-logit", [helper.make_node("Identity", ["logit"], ["classes"])], ("n", 1))
two("one-logit-in-a-row", [helper.make_node("Flatten", ["logit"], ["flat"], axis=0), helper.make_node("Squeeze", ["flat", "first"], ["classes"])],
    ("n",), [whole("first", 0)])
two("one-share", [helper.make_node("Sigmoid", ["logit"], ["classes"])], ("n", 1))
two("one-share-in-a-row", [helper.make_node("Sigmoid", ["logit"], ["share"]), helper.make_node("Squeeze", ["share", "last"], ["classes"])],
    ("n",), [whole("last", 1)])
two("one-share-with-any-width", [helper.make_node("Sigmoid", ["logit"], ["classes"])], ("n", "width"))
two("one-log-share", [helper.make_node("Sigmoid", ["logit"], ["share"]), helper.make_node("Log", ["share"], ["classes"])], ("n", 1))
# a logit that always lies between 0 and 1
save("one-small-logit", [*means(), helper.make_node("Gemm", ["means", "w", "b"], ["classes"])],
     [constant("w", [[0.2], [0.2], [0.2]]), constant("b", [0.1])], output=("n", 1))


def several(name, more):
    nodes = [*logits(to="scores"), helper.make_node("Softmax", ["scores"], ["shares"]), helper.make_node("LogSoftmax", ["scores"], ["logs"]),
             helper.make_node("Identity", ["means"], ["features"])]
    graph = helper.make_graph(nodes, "colours", [helper.make_tensor_value_info("images", TensorProto.FLOAT, ("n", 3, 4, 4))],
                              [helper.make_tensor_value_info(each, TensorProto.FLOAT, ("n", 3)) for each in more], FAIR)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="penumbra")
    model.ir_version = 8
    checker.check_model(model)
    with open(name + ".onnx", "wb") as file:
        file.write(model.SerializeToString())


several("several-outputs", ("features", "scores", "shares", "logs"))

save("any-sides", logits(), FAIR, shape=("anzahl", 3, "höhe", "breite"), output=("anzahl", 3))
save("nhwc", [helper.make_node("Transpose", ["images"], ["planes"], perm=[0, 3, 1, 2]), *logits("planes")], FAIR, shape=("n", 4, 4, 3))
save("weights-as-inputs", logits(), FAIR, more=[
    helper.make_tensor_value_info("w", TensorProto.FLOAT, (3, 3)), helper.make_tensor_value_info("b", TensorProto.FLOAT, (3,))])
for opset in (21, 26):  # newer than the checker knows
    model = load("fair.onnx")
    model.opset_import[0].version = opset
    with open(f"opset-{opset}.onnx", "wb") as file:
        file.write(model.SerializeToString())
save("takes-grey", logits(), [constant("w", [[1, 2, 3]]), constant("b", [0, 0, 0])], shape=("n", 1, 4, 4))

# answers that depend on more than the image
save("normalizes-by-batch",
     [
         *logits(to="rows"),
         helper.make_node("ReduceMean", ["rows"], ["centre"], axes=[0], keepdims=1),
         helper.make_node("Sub", ["rows", "centre"], ["classes"]),
     ], FAIR)
save("rolls-dice",
     [
         *logits(to="rows"),
         helper.make_node("RandomNormalLike", ["rows"], ["dice"]),
         helper.make_node("Add", ["rows", "dice"], ["classes"]),
     ], FAIR)
save("steps-by-batch",
     [
         helper.make_node("DynamicQuantizeLinear", ["images"], ["levels", "step", "zero"]),
         helper.make_node("DequantizeLinear", ["levels", "step", "zero"], ["floats"]),
         *logits("floats"),
     ], FAIR)


def unchecked(name, images, classes, nodes):
    """What the checker of `onnx` refuses, and people have all the same."""
    graph = helper.make_graph(nodes, "colours", [images], [classes], FAIR)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="penumbra")
    model.ir_version = 8
    with open(name + ".onnx", "wb") as file:
        file.write(model.SerializeToString())


IMAGES = helper.make_tensor_value_info("images", TensorProto.FLOAT, ("n", 3, 4, 4))
unchecked(
    "input-without-shape",
    helper.make_tensor_value_info("images", TensorProto.FLOAT, None),
    helper.make_tensor_value_info("classes", TensorProto.FLOAT, ("n", 3)),
    logits())
# the number of dimensions of the last reshape is computed
unchecked(
    "output-without-shape",
    IMAGES,
    helper.make_tensor_value_info("classes", TensorProto.FLOAT, None),
    [
        *logits(to="rows"),
        helper.make_node("Shape", ["rows"], ["form"]),
        helper.make_node("NonZero", ["form"], ["places"]),
        helper.make_node("Squeeze", ["places"], ["squeezed"]),
        helper.make_node("Gather", ["form", "squeezed"], ["again"]),
        helper.make_node("Reshape", ["rows", "again"], ["classes"]),
    ])
unchecked(
    "sequence",
    IMAGES,
    helper.make_tensor_sequence_value_info("classes", TensorProto.FLOAT, ("n", 3)),
    [*logits(to="rows"), helper.make_node("SequenceConstruct", ["rows"], ["classes"])])
