"""The ONNX files of a population, NAME-0.onnx, NAME-1.onnx and so on, and what a name says of it."""

import re

FILE = re.compile(r"(?P<name>.+)-(?P<number>\d+)\.onnx")
CANDIDATE = re.compile(r"((?P<how>pruned|oneshot)-(?P<percent>\d+))?-?(?P<scheme>int8-hybrid|int8-static|float16)?")
SCHEMES = ("int8-hybrid", "int8-static", "float16")


def members(folder, name, most=None):
    """The files of the first `most` members, or of all."""
    numbered = {}
    for path in folder.glob(f"{name}-*.onnx"):
        match = FILE.fullmatch(path.name)
        if match and match["name"] == name:
            numbered[int(match["number"])] = path
    paths = [numbered[number] for number in sorted(numbered)]
    if not paths or len(paths) < (most or 0):
        raise FileNotFoundError(f"{folder} holds {len(paths)} members {name}-N.onnx, wanted are {most or 'some'}")
    return paths[:most]


def compression(name):
    """What a candidate's name says was done to it, as models.yaml writes it."""
    match = CANDIDATE.fullmatch(name)
    if not name or not match or not any(match.groups()):
        raise ValueError(f"cannot tell from its name how {name} was compressed: it is pruned-NN or oneshot-NN, a scheme of {SCHEMES}, or both")
    done = {}
    if match["percent"]:
        done["pruning"] = int(match["percent"]) / 100
    if match["how"] == "oneshot":
        done["retraining"] = "none"
    if match["scheme"]:
        done["quantization"] = match["scheme"]
    return done


def candidates(folder, baseline):
    """The names of all populations of a folder but the baseline's: pruned, then pruned and quantized, then quantized."""
    names = {match["name"] for match in map(FILE.fullmatch, (path.name for path in folder.glob("*.onnx"))) if match}
    return sorted(names - {baseline}, key=_place)


def _place(name):
    done = compression(name)
    return "pruning" not in done, "quantization" in done, done.get("pruning", 0), SCHEMES.index(done.get("quantization", SCHEMES[0]))
