"""The study offline: every model of a models.yaml on one partition, per subgroup, as Markdown tables.

Rates are means over a population's members; flips, regressions and fixes compare modal classes
(a tie goes to the class of the higher mean probability), as the service does.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import yaml

from data import Split, normalized
from export import session

POSITIVE = 1


def outputs(folder, models, split, batch=64):
    """Model name -> logits, members x images x classes. Each batch is prepared once for all of them."""
    sessions = {model["name"]: [session(folder / member["path"]) for member in model["members"]] for model in models}
    parts, seconds = {name: [] for name in sessions}, dict.fromkeys(sessions, 0.0)
    for at in range(0, len(split), batch):
        images = normalized(split.images[at:at + batch]).numpy()
        for name, runs in sessions.items():
            started = time.process_time()  # other work on the machine does not count
            parts[name].append(np.stack([run.run(["logits"], {"images": images})[0] for run in runs]))
            seconds[name] += time.process_time() - started
    for name, runs in sessions.items():
        print(f"{name}: {1000 * seconds[name] / len(split) / len(runs):.2f} ms of CPU an image and member, one thread")
    return {name: np.concatenate(batches, axis=1) for name, batches in parts.items()}


def accuracies(logits, split):
    """The share of images that each member gets right."""
    return (logits.argmax(-1) == split.label).mean(1)


def votes_and_modes(logits):
    """Members x images of classes, and the modal class of each image."""
    exponentials = np.exp(logits - logits.max(-1, keepdims=True))
    probability = (exponentials / exponentials.sum(-1, keepdims=True)).mean(0)
    votes = logits.argmax(-1)
    share = np.stack([(votes == y).mean(0) for y in range(logits.shape[-1])], -1)
    return votes, (share + 1e-6 * probability).argmax(-1)


def subgroups(split):
    sex = {"female": ~split.male, "male": split.male}
    age = {"old": ~split.young, "young": split.young}
    groups = {"all": np.ones(len(split), bool)}
    groups.update({f"sex={s}": mask for s, mask in sex.items()})
    groups.update({f"age={a}": mask for a, mask in age.items()})
    groups.update({f"age={a},sex={s}": ages & sexes for a, ages in age.items() for s, sexes in sex.items()})
    return groups


def percent(value):
    return "–" if np.isnan(value) else f"{100 * value:.2f} %"


def mean(values):
    return float(np.mean(values)) if values.size else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("cache", type=Path, help=".npz made by prepare.py")
    parser.add_argument("models", type=Path, help="folder with models.yaml")
    parser.add_argument("--partition", default="test", choices=("train", "valid", "test"))
    parser.add_argument("--models", nargs="*", dest="names", metavar="NAME", help="candidates beside the baseline; without it, all")
    parser.add_argument("--subgroups", nargs="*", metavar="GROUP", help="for example all age=old,sex=male; without it, all nine")
    arguments = parser.parse_args()

    with open(arguments.models / "models.yaml", encoding="utf-8") as text:
        catalogue = yaml.safe_load(text)
    split = Split(arguments.cache, arguments.partition)
    models = [catalogue["baseline"], *(model for model in catalogue["candidates"]
                                       if arguments.names is None or model["name"] in arguments.names)]
    results = {name: votes_and_modes(logits) for name, logits in outputs(arguments.models, models, split).items()}
    base = results[models[0]["name"]][1]
    positive = split.label == POSITIVE
    print("\n| subgroup | model | n | blond | error | FPR | FNR | flips | regressions | fixes |")
    print("| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for group, mask in subgroups(split).items():
        if arguments.subgroups is not None and group not in arguments.subgroups:
            continue
        for name, (votes, modal) in results.items():
            wrong = votes != split.label
            right = modal == split.label
            base_right = base == split.label
            print(f"| {group} | {name} | {mask.sum()} | {(mask & positive).sum()} | {percent(mean(wrong[:, mask]))} "
                  f"| {percent(mean(wrong[:, mask & ~positive]))} | {percent(mean(wrong[:, mask & positive]))} "
                  f"| {percent(mean((modal != base)[mask]))} | {(mask & base_right & ~right).sum()} "
                  f"| {(mask & ~base_right & right).sum()} |")


if __name__ == "__main__":
    main()
