"""The lists of a folder in CelebA's published layout."""

from pathlib import Path

PARTITIONS = ("train", "valid", "test")


def attributes(folder, names):
    """File name -> tuple of booleans for the attributes `names`, in the order of the list.

    The published header names the attributes alone; others name the images' column too, so places count from the right.
    """
    path = Path(folder) / "list_attr_celeba.txt"
    with open(path, encoding="ascii") as lines:  # universal newlines: CRLF is read too
        count = int(next(lines))
        header = next(lines).split()
        columns = [header.index(name) - len(header) for name in names]
        table = {}
        for line in lines:
            words = line.split()
            if not words:
                continue
            if len(words) not in (len(header), len(header) + 1):
                raise ValueError(f"{path}: {len(words)} words under a header of {len(header)}: {line!r}")
            table[words[0]] = tuple(words[column] == "1" for column in columns)
    if len(table) != count:
        raise ValueError(f"{path} promises {count} images and lists {len(table)}")
    return table


def partitions(folder):
    """File name -> 0 train, 1 valid, 2 test."""
    with open(Path(folder) / "list_eval_partition.txt", encoding="ascii") as lines:
        return {name: int(partition) for name, partition in (line.split() for line in lines if line.strip())}
