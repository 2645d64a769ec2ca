"""Writes models.yaml beside the ONNX files of a folder, with the digest of each."""

import argparse
import hashlib
import re
from pathlib import Path

PRUNED = re.compile(r"pruned-(\d+)$")


def compression(name):
    """What a model's name says was done to it, as models.yaml writes it."""
    pruned = PRUNED.match(name)
    if pruned:
        return f"{{pruning: {int(pruned.group(1)) / 100:g}}}"
    if name.startswith("int8"):
        return f"{{quantization: {name}}}"
    raise ValueError(f"cannot tell from its name how {name} was compressed")


def members(folder, name):
    paths = sorted(folder.glob(f"{name}-*.onnx"), key=lambda path: int(path.stem.rsplit("-", 1)[1]))
    if not paths:
        raise FileNotFoundError(f"no {name}-*.onnx in {folder}")
    return [f"{{path: {path.name}, sha256: {hashlib.sha256(path.read_bytes()).hexdigest()}}}" for path in paths]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("models", type=Path, help="folder with the ONNX files")
    parser.add_argument("--baseline", default="full")
    parser.add_argument("--candidates", nargs="*", default=["pruned-50", "pruned-90", "pruned-95", "int8-static"])
    parser.add_argument("--size", type=int, default=64, help="width and height of the input")
    arguments = parser.parse_args()

    lines = [
        f"input: {{width: {arguments.size}, height: {arguments.size}, layout: NCHW,"
        " mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]}",
        "classes: [not_blond, blond]",
        "positive: blond",
        "output: logits",
        "subgroups: [sex, age]",
        "baseline:",
        f"  name: {arguments.baseline}",
        "  members:",
        *(f"    - {member}" for member in members(arguments.models, arguments.baseline)),
        "candidates:",
    ]
    for name in arguments.candidates:
        lines += [
            f"  - name: {name}",
            f"    compression: {compression(name)}",
            "    members:",
            *(f"      - {member}" for member in members(arguments.models, name)),
        ]
    out = arguments.models / "models.yaml"
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    total = sum(path.stat().st_size for path in arguments.models.glob("*.onnx"))
    print(f"{out}; all ONNX files together {total} bytes")


if __name__ == "__main__":
    main()
