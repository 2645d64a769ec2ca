"""From a folder in CelebA's layout to one .npz of uint8 pixels: the slow decoding done once."""

import argparse
import time
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

import celeba


def pixels(task):
    path, size = task
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB").resize((size, size), Image.BILINEAR))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("dataset", type=Path, help="folder with img_align_celeba and the two lists")
    parser.add_argument("out", type=Path, help=".npz to write")
    parser.add_argument("--size", type=int, default=64, help="width and height of the tensors")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()

    started = time.time()
    attributes = celeba.attributes(arguments.dataset, ("Blond_Hair", "Male", "Young"))
    partitions = celeba.partitions(arguments.dataset)
    names = sorted(name for name in attributes if name in partitions)
    images = np.empty((len(names), arguments.size, arguments.size, 3), np.uint8)
    tasks = ((arguments.dataset / "img_align_celeba" / name, arguments.size) for name in names)
    with Pool(arguments.processes) as pool:
        for at, image in enumerate(pool.imap(pixels, tasks, chunksize=64)):
            images[at] = image
            if (at + 1) % 5000 == 0:
                print(f"{at + 1} of {len(names)} images, {time.time() - started:.0f} s", flush=True)
    table = np.array([attributes[name] for name in names])
    np.savez(arguments.out, images=images, partition=np.array([partitions[name] for name in names], np.uint8),
             label=table[:, 0].astype(np.int64), male=table[:, 1], young=table[:, 2])
    print(f"{len(names)} images to {arguments.out} in {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
