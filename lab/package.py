"""Writes models.yaml beside the ONNX files of a folder: what each candidate is, and what its compression buys.

Of each member: digest, bytes, bytes after deflate, weights and biases, those that are not zero, and accuracy.
With --out the chosen members are copied there first, and with --sparse zeros are left out where that is smaller.
"""

import argparse
import hashlib
import zlib
from pathlib import Path

import numpy as np
import onnx

from data import Split, normalized
from evaluate import accuracies, outputs
from export import session
from parameters import count
from population import candidates, compression, members
from sparse import sparse

CHECKED = 64  # images on which a sparse file has to give what the dense one gives


def deflated(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return len(packer.compress(content) + packer.flush())


def smallest(source, split):
    """A member's bytes with or without its zeros, whichever are fewer."""
    whole = source.read_bytes()
    without_zeros = sparse(onnx.load_from_string(whole)).SerializeToString(deterministic=True)
    if len(without_zeros) >= len(whole):
        return whole
    images = {"images": normalized(split.images[:CHECKED]).numpy()}
    expected, found = (session(content).run(["logits"], images)[0] for content in (whole, without_zeros))
    if not np.array_equal(expected, found):
        raise ValueError(f"{source} gives other logits when its zeros are left out")
    return without_zeros


def facts(path, accuracy):
    """What models.yaml says of a member, in its order."""
    content = path.read_bytes()
    everything, nonzero = count(onnx.load_from_string(content))
    return {"path": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "deflatedBytes": deflated(content),
            "parameters": everything, "nonZero": nonzero, "accuracy": f"{accuracy:.6f}"}


def flow(values, indent):
    """A mapping in YAML's flow style, on two lines where it has a digest."""
    words = [f"{key}: {value}" for key, value in values.items()]
    first = words[:2] if "sha256" in values else words
    rest = words[len(first):]
    return "{" + ", ".join(first) + (f",\n{' ' * indent}" + ", ".join(rest) if rest else "") + "}"


def population_lines(name, found, indent):
    inner = " " * indent
    done = {} if name is None else compression(name)
    lines = [f"{inner}compression: {flow(done, 0)}"] if done else []
    return [*lines, f"{inner}members:", *(f"{inner}  - {flow(member, indent + 5)}" for member in found)]


def row(name, found):
    """One line of the printed table: means of the population's members."""
    def average(key):
        return np.mean([float(member[key]) for member in found])
    accuracy = [100 * float(member["accuracy"]) for member in found]
    return (f"| {name} | {len(found)} | {average('bytes'):,.0f} | {average('deflatedBytes'):,.0f} | {average('nonZero'):,.0f} "
            f"| {np.mean(accuracy):.2f} % | {min(accuracy):.2f} to {max(accuracy):.2f} % |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("cache", type=Path, help=".npz made by prepare.py, on which accuracy is measured")
    parser.add_argument("models", type=Path, help="folder with the ONNX files")
    parser.add_argument("--out", type=Path, help="folder to copy the members to; without it, they stay where they are")
    parser.add_argument("--baseline", default="full")
    parser.add_argument("--candidates", nargs="*", help="names; without it, all populations of the folder")
    parser.add_argument("--members", type=int, help="how many of each population, from the first on; without it, all there are")
    parser.add_argument("--sparse", action="store_true", help="leave zeros out where that is smaller")
    parser.add_argument("--split", default="test", choices=("train", "valid", "test"), help="on which accuracy is measured")
    parser.add_argument("--dataset", help="what models.yaml calls the data; without it, the cache's file name")
    arguments = parser.parse_args()

    out = arguments.out or arguments.models
    out.mkdir(parents=True, exist_ok=True)
    split = Split(arguments.cache, arguments.split)
    chosen = arguments.candidates if arguments.candidates is not None else candidates(arguments.models, arguments.baseline)
    files = {}
    for name in (arguments.baseline, *chosen):
        files[name] = []
        for source in members(arguments.models, name, arguments.members):
            target = out / source.name
            content = smallest(source, split) if arguments.sparse else source.read_bytes()
            if target != source or arguments.sparse:
                target.write_bytes(content)
            files[name].append(target)

    models = [{"name": name, "members": [{"path": path.name} for path in paths]} for name, paths in files.items()]
    correct = {name: accuracies(logits, split) for name, logits in outputs(out, models, split).items()}
    found = {name: [facts(*pair) for pair in zip(paths, correct[name])] for name, paths in files.items()}

    height, width = split.images.shape[1:3]
    text = [
        f"input: {{width: {width}, height: {height}, layout: NCHW, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]}}",
        "classes: [not_blond, blond]",
        "positive: blond",
        "output: logits",
        "subgroups: {sex: [female, male], age: [young, old]}",
        f"evaluation: {{dataset: \"{arguments.dataset or arguments.cache.stem}\", split: {arguments.split}, images: {len(split)}}}",
        "baseline:",
        f"  name: {arguments.baseline}",
        *population_lines(None, found[arguments.baseline], 2),
        "candidates:" if chosen else "candidates: []",
    ]
    for name in chosen:
        text += [f"  - name: {name}", *population_lines(name, found[name], 4)]
    (out / "models.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")

    print("\n| model | members | bytes | after deflate | non-zero | accuracy | of its members |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    for name, population in found.items():
        print(row(name, population))
    total = sum(member["bytes"] for population in found.values() for member in population)
    print(f"\n{out / 'models.yaml'}; its ONNX files together {total:,} bytes")


if __name__ == "__main__":
    main()
