#!/usr/bin/env python3
"""Makes the JPEGs of four components in this folder and golden.tsv: what Pillow 13.0.0 makes of them.

golden.tsv: file, width, height, hexadecimal RGB after convert("RGB") and resize((width, height), BILINEAR).
"""
import io
import os
import struct

from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)))
small = Image.open("../rgb.png").convert("RGB")
# black of its own, so that all four components matter
cmyk = Image.merge("CMYK", [*small.convert("CMYK").split()[:3], small.convert("L").point(lambda v: (255 - v) // 2)])


def encoded(image, **how):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, **how)
    return out.getvalue()


def without_adobe(jpeg):
    if b"\xff\xee" not in jpeg[:200]:
        return jpeg
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0] :]


def adobe(transform):
    return b"\xff\xee" + struct.pack(">H", 14) + b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform)


def with_adobe(jpeg, transform):
    bare = without_adobe(jpeg)
    return bare[:2] + adobe(transform) + bare[2:]


plain = encoded(cmyk)
inverted = encoded(Image.merge("CMYK", [band.point(lambda v: 255 - v) for band in cmyk.split()]))
stored = Image.merge("CMYK", [*small.convert("YCbCr").split(), cmyk.split()[3]])
ycck = with_adobe(encoded(stored), 2)
files = {
    "cmyk-adobe.jpg": with_adobe(plain, 0),
    "cmyk-bare.jpg": without_adobe(plain),
    "cmyk-inverted.jpg": with_adobe(inverted, 0),
    "cmyk-inverted-bare.jpg": without_adobe(inverted),
    "cmyk-progressive.jpg": encoded(cmyk, progressive=True),
    "cmyk-jfif.jpg": without_adobe(plain)[:2] + b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0" + without_adobe(plain)[2:],
    "ycck.jpg": ycck,
    "ycck-odd.jpg": with_adobe(ycck, 1),
    "ycck-subsampled.jpg": with_adobe(encoded(stored, subsampling=2), 2),
    "ycck-progressive.jpg": with_adobe(encoded(stored, progressive=True), 2),
}
golden = []
for name, jpeg in files.items():
    open(name, "wb").write(jpeg)
    for size in (small.size, (12, 10)):
        image = Image.open(name).convert("RGB").resize(size, Image.BILINEAR)
        golden.append(f"{name}\t{size[0]}\t{size[1]}\t{image.tobytes().hex()}")
open("golden.tsv", "w").write("\n".join(golden) + "\n")
