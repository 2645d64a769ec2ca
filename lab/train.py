"""Trains a population of ResNet-18s, dense or pruned during training, and exports each member to ONNX."""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from data import Split, normalized
from export import export
from network import ResNet18
from pruning import Pruning


def predictions(model, split, batch=256):
    model.eval()
    with torch.no_grad():
        return np.concatenate([
            model(normalized(split.images[at:at + batch]).contiguous(memory_format=torch.channels_last)).argmax(1).numpy()
            for at in range(0, len(split), batch)])


def train(arguments, seed, train_split, valid_split, tell):
    torch.manual_seed(seed)
    model = ResNet18(arguments.width, arguments.stem).to(memory_format=torch.channels_last)
    steps_per_epoch = len(train_split) // arguments.batch
    steps = arguments.epochs * steps_per_epoch
    optimizer = torch.optim.SGD(model.parameters(), arguments.rate, momentum=0.9, nesterov=True,
                                weight_decay=arguments.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, arguments.rate, total_steps=steps, pct_start=0.15)
    pruning = None
    if arguments.sparsity > 0:
        begin, end = (int(share * steps) for share in arguments.prune_between)
        pruning = Pruning(model, arguments.sparsity, begin, end, arguments.prune_every, arguments.scope)
    labels = torch.from_numpy(train_split.label)
    step = 0
    for epoch in range(1, arguments.epochs + 1):
        started, total = time.time(), 0.0
        model.train()
        order = torch.randperm(len(train_split))[:steps_per_epoch * arguments.batch].view(-1, arguments.batch)
        for chosen in order:
            x = normalized(train_split.images[chosen.numpy()])
            mirrored = torch.rand(len(x)) < 0.5
            x[mirrored] = x[mirrored].flip(3)
            loss = cross_entropy(model(x.contiguous(memory_format=torch.channels_last)), labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            step += 1
            if pruning:
                pruning.after(step)
            total += loss.item()
        error = (predictions(model, valid_split) != valid_split.label).mean()
        tell(f"epoch {epoch}/{arguments.epochs} loss {total / steps_per_epoch:.4f} valid error {error:.4f}"
             + (f" sparsity {pruning.sparsity():.3f}" if pruning else "") + f" {time.time() - started:.1f} s")
    return model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("cache", type=Path, help=".npz made by prepare.py")
    parser.add_argument("out", type=Path, help="folder for the ONNX files")
    parser.add_argument("--name", help="of the model; without it, full or pruned-NN")
    parser.add_argument("--members", type=int, default=5, help="size of the population")
    parser.add_argument("--seed", type=int, default=1, help="of the first member; each later one takes the next")
    parser.add_argument("--width", type=int, default=8, help="channels of the first stage (64: the published ResNet-18)")
    parser.add_argument("--stem", choices=("small", "imagenet"), default="small")
    parser.add_argument("--sparsity", type=float, default=0.0, help="share of weights pruned at the end")
    parser.add_argument("--scope", choices=("layer", "global"), default="layer", help="rank magnitudes in each layer or in all")
    parser.add_argument("--prune-between", type=float, nargs=2, default=(0.2, 0.7), metavar=("FROM", "TO"),
                        help="shares of training between which sparsity rises")
    parser.add_argument("--prune-every", type=int, default=50, help="steps between two choices of masks")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=0.1, help="highest learning rate of the one cycle")
    parser.add_argument("--decay", type=float, default=5e-4, help="weight decay")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    name = arguments.name or (f"pruned-{round(100 * arguments.sparsity)}" if arguments.sparsity else "full")
    train_split, valid_split = Split(arguments.cache, "train"), Split(arguments.cache, "valid")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for member in range(arguments.members):
        started = time.time()
        seed = arguments.seed + member
        label = f"{name}-{member}"
        model = train(arguments, seed, train_split, valid_split, lambda line: print(f"{label} {line}", flush=True))
        path = arguments.out / f"{label}.onnx"
        difference = export(model, path, valid_split)
        print(f"{label} seed {seed}: {path}, {path.stat().st_size} bytes, ONNX within {difference:.1e} of PyTorch,"
              f" {time.time() - started:.0f} s in all", flush=True)


if __name__ == "__main__":
    main()
