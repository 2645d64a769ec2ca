#!/usr/bin/env python3
"""Writes background.tsv: what Pillow 13.0.0 makes of the transparent images of this folder on a colour.

Columns: file, colour, hexadecimal RGB of all pixels after Image.new("RGB", size, colour).paste(image, mask=alpha).
"""
import os

from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)))
with open("background.tsv", "w") as table:
    for form in ("rgba", "grey-alpha", "palette", "rgb", "grey", "faded"):
        name = f"transparent-{form}.png"
        if form == "faded":
            # every alpha from 0 to 255
            image = Image.open("rgb.png").convert("RGBA")
            image.putalpha(Image.frombytes("L", image.size, bytes(i % 256 for i in range(45 * 33))))
            image.save(name)
        image = Image.open(name).convert("RGBA")
        for colour in ("#ffffff", "#000000", "#336699"):
            page = Image.new("RGB", image.size, colour)
            page.paste(image, mask=image.getchannel("A"))
            table.write(f"{name}\t{colour}\t{page.tobytes().hex()}\n")
