"""Post-training int8 (fixed point): weights and activations, calibrated on the first training images."""

import argparse
import tempfile
import time
from pathlib import Path

import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from data import Split, normalized


class FirstImages(CalibrationDataReader):
    def __init__(self, split, count):
        self.batches = iter([{"images": normalized(split.images[at:at + 1]).numpy()} for at in range(count)])

    def get_next(self):
        return next(self.batches, None)


def tidy(path):
    """Keeps the domains in use, and sorts what the quantizer writes in another order each time: same bytes again."""
    model = onnx.load(str(path))
    used = {node.domain for node in model.graph.node}
    kept = sorted((opset for opset in model.opset_import if opset.domain in used), key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(kept)
    shapes = sorted(model.graph.value_info, key=lambda info: info.name)
    del model.graph.value_info[:]
    model.graph.value_info.extend(shapes)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("cache", type=Path, help=".npz made by prepare.py")
    parser.add_argument("models", type=Path, help="folder with the dense members; the quantized ones are written there too")
    parser.add_argument("--dense", default="full", help="name of the dense model")
    parser.add_argument("--name", default="int8-static", help="name of the quantized model")
    parser.add_argument("--calibration", type=int, default=100, help="how many of the first training images calibrate")
    arguments = parser.parse_args()

    split = Split(arguments.cache, "train")
    members = sorted(arguments.models.glob(f"{arguments.dense}-*.onnx"))
    if not members:
        parser.error(f"no {arguments.dense}-*.onnx in {arguments.models}")
    for member in members:
        started = time.time()
        out = arguments.models / member.name.replace(arguments.dense, arguments.name, 1)
        with tempfile.TemporaryDirectory() as folder:
            prepared = str(Path(folder) / "prepared.onnx")
            quant_pre_process(str(member), prepared)
            quantize_static(prepared, str(out), FirstImages(split, arguments.calibration),
                            quant_format=QuantFormat.QDQ, per_channel=True,
                            activation_type=QuantType.QInt8, weight_type=QuantType.QInt8)
        tidy(out)
        print(f"{out}, {out.stat().st_size} bytes, {time.time() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
