"""From a trained network to an ONNX file with its batch norms folded into the convolutions."""

import numpy as np
import onnx
import onnxruntime
import torch

from data import normalized

OPSET = 17
TOLERANCE = 1e-3


def session(model, threads=1):
    """Of a file, or of a file's bytes."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"])


def export(model, path, split):
    """Writes `path`, checks it on images of `split`, and returns the largest difference of a logit."""
    model = model.to(memory_format=torch.contiguous_format).eval()
    images = normalized(split.images[:64])
    # The exporter in its inference mode folds each batch norm into the convolution before it.
    torch.onnx.export(model, images, str(path), opset_version=OPSET, input_names=["images"], output_names=["logits"],
                      dynamic_axes={"images": {0: "batch"}, "logits": {0: "batch"}},
                      training=torch.onnx.TrainingMode.EVAL, do_constant_folding=True)
    graph = onnx.load(str(path))
    onnx.checker.check_model(graph)
    if any(node.op_type == "BatchNormalization" for node in graph.graph.node):
        raise ValueError(f"{path} still holds a batch norm")
    with torch.no_grad():
        expected = model(images).numpy()
    found = session(path).run(["logits"], {"images": images.numpy()})[0]
    difference = float(np.abs(found - expected).max())
    if difference > TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise ValueError(f"{path} differs from PyTorch by {difference}")
    return difference
