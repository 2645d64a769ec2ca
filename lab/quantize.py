"""Compresses trained members: int8-static (fixed point), int8-hybrid (dynamic range) or float16.

int8-static: weights and activations, calibrated on the first training images. int8-hybrid: weights beforehand, each
image's activations by their own range when they come. float16: weights only.
"""

import argparse
import tempfile
import time
from pathlib import Path

import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from data import Split, normalized
from half import half
from hybrid import ranges_of_images
from population import SCHEMES, members
from sparse import dense


class FirstImages(CalibrationDataReader):
    def __init__(self, split, count):
        self.batches = iter([{"images": normalized(split.images[at:at + 1]).numpy()} for at in range(min(count, len(split)))])

    def get_next(self):
        return next(self.batches, None)


def int8_static(source, out, split, calibration):
    quantize_static(source, out, FirstImages(split, calibration), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=QuantType.QInt8, weight_type=QuantType.QInt8)
    return onnx.load(out)


def int8_hybrid(source, out):
    # unsigned, as not every ONNX Runtime convolves signed weights
    quantize_dynamic(source, out, weight_type=QuantType.QUInt8)
    model = onnx.load(out)
    ranges_of_images(model)
    return model


def float16(source):
    model = onnx.load(source)
    half(model)
    return model


def tidy(model):
    """Keeps the domains in use, and sorts what the quantizer writes in another order each time: same bytes again."""
    used = {node.domain for node in model.graph.node}
    kept = sorted((opset for opset in model.opset_import if opset.domain in used), key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(kept)
    shapes = sorted(model.graph.value_info, key=lambda info: info.name)
    del model.graph.value_info[:]
    model.graph.value_info.extend(shapes)
    onnx.checker.check_model(model)
    return model


def quantized(member, scheme, split, calibration):
    """The compressed model of a member's file."""
    with tempfile.TemporaryDirectory() as folder:
        whole, prepared, out = (str(Path(folder) / name) for name in ("whole.onnx", "prepared.onnx", "out.onnx"))
        onnx.save(dense(onnx.load(str(member))), whole)
        if scheme == "float16":
            return tidy(float16(whole))
        quant_pre_process(whole, prepared)
        return tidy(int8_static(prepared, out, split, calibration) if scheme == "int8-static" else int8_hybrid(prepared, out))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("cache", type=Path, help=".npz made by prepare.py")
    parser.add_argument("models", type=Path, help="folder with the trained members; the compressed ones are written there too")
    parser.add_argument("--scheme", default="int8-static", choices=SCHEMES)
    parser.add_argument("--of", default="full", help="name of the trained model, dense or pruned")
    parser.add_argument("--name", help="of the compressed model; without it, SCHEME or OF-SCHEME (of a pruned one)")
    parser.add_argument("--members", type=int, help="how many, from the first on; without it, all there are")
    parser.add_argument("--calibration", type=int, default=100, help="how many of the first training images calibrate int8-static")
    arguments = parser.parse_args()

    split = Split(arguments.cache, "train") if arguments.scheme == "int8-static" else None
    name = arguments.name or (f"{arguments.of}-{arguments.scheme}" if arguments.of.startswith("pruned-") else arguments.scheme)
    for member in members(arguments.models, arguments.of, arguments.members):
        started = time.time()
        out = arguments.models / f"{name}-{member.stem.rsplit('-', 1)[1]}.onnx"
        model = quantized(member, arguments.scheme, split, arguments.calibration)
        out.write_bytes(model.SerializeToString(deterministic=True))
        print(f"{out}, {out.stat().st_size} bytes, {time.time() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
