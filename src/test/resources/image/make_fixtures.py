#!/usr/bin/env python3
"""Makes the images of this folder and golden.tsv: what Pillow and NumPy make of them.

Made with Pillow 9.4.0 and NumPy 1.24.2. golden.tsv: file, width, height, hexadecimal RGB after
exif_transpose, convert("RGB") and resize((width, height), BILINEAR).
"""
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageFilter, ImageOps

os.chdir(os.path.dirname(os.path.abspath(__file__)))
rng = np.random.default_rng(1)


def picture(width, height):
    """Blobs, edges and a little noise, so that every step of a codec has something to do."""
    blobs = np.kron(rng.normal(size=(height // 8 + 1, width // 8 + 1, 3)), np.ones((8, 8, 1)))
    noisy = 128 + 60 * blobs[:height, :width] + 6 * rng.normal(size=(height, width, 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(0.8))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, rows_of_passes, width, height, bits, colour, interlaced=0, extra=b""):
    """A PNG that Pillow can't write: rows as bytes, unfiltered."""
    raw = b"".join(b"\0" + row for rows in rows_of_passes for row in rows)
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra)
        file.write(chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def packed(row, bits):
    text = "".join(format(v, f"0{bits}b") for v in row)
    text += "0" * (-len(text) % 8)
    return bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8))


golden = []


def expect(path, width, height, upright=None):
    image = upright or ImageOps.exif_transpose(Image.open(path)).convert("RGB")
    pixels = image.resize((width, height), Image.BILINEAR)
    golden.append(f"{path}\t{width}\t{height}\t{pixels.tobytes().hex()}")


# the size of CelebA
face = picture(178, 218)
face.save("face.jpg", quality=85)
for size in ((64, 64), (178, 218), (7, 3), (1, 1), (20, 230)):
    if size != (178, 218):
        expect("face.jpg", *size)

small = picture(45, 33)
small.save("baseline.jpg", quality=90)
small.save("progressive.jpg", quality=90, progressive=True)
small.save("subsampled-422.jpg", quality=90, subsampling=1)
small.save("subsampled-none.jpg", quality=90, subsampling=0)
small.convert("L").save("grey.jpg", quality=90)
small.convert("CMYK").save("cmyk.jpg", quality=60)
for name in ("baseline", "progressive", "subsampled-422", "subsampled-none", "grey"):
    expect(name + ".jpg", 12, 10)
    expect(name + ".jpg", 45, 33)

# an RGB JPEG by Adobe's marker, and YCbCr without any marker
plain = open("subsampled-none.jpg", "rb").read()
app0 = 4 + struct.unpack(">H", plain[4:6])[0]
adobe = b"\xff\xee" + struct.pack(">H", 14) + b"Adobe" + struct.pack(">HHHB", 100, 0, 0, 0)
open("adobe-rgb.jpg", "wb").write(plain[:2] + adobe + plain[app0:])
open("no-marker.jpg", "wb").write(plain[:2] + plain[app0:])
sof = plain.index(b"\xff\xc0")
sos = plain.index(b"\xff\xda")
named = bytearray(plain)
for i, name in enumerate(b"RGB"):
    named[sof + 10 + 3 * i] = name
    named[sos + 5 + 2 * i] = name
open("named-rgb.jpg", "wb").write(bytes(named[:2] + named[app0:]))
odd = bytearray(plain)
for i, name in enumerate(b"abc"):
    odd[sof + 10 + 3 * i] = name
    odd[sos + 5 + 2 * i] = name
open("odd-names.jpg", "wb").write(bytes(odd[:2] + odd[app0:]))
for name in ("adobe-rgb", "no-marker", "named-rgb", "odd-names"):
    expect(name + ".jpg", 45, 33)

turn_back = {2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
             6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270}
for orientation in range(1, 9):
    stored = small if orientation == 1 else small.transpose(turn_back[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(f"orientation-{orientation}.jpg", quality=90, subsampling=0, exif=exif)
    stored.save(f"orientation-{orientation}.png", exif=exif)
    expect(f"orientation-{orientation}.jpg", 12, 10)
    expect(f"orientation-{orientation}.png", 12, 10, small)

small.save("rgb.png")
small.convert("RGBA").save("rgba.png")
small.convert("LA").save("grey-alpha.png")
small.convert("L").save("grey.png")
small.convert("1").save("grey-1.png")
small.quantize(200).save("palette.png")
small.quantize(11).save("palette-4.png", bits=4)
names = ["rgb", "rgba", "grey-alpha", "grey", "grey-1", "palette", "palette-4"]
grey = np.asarray(small.convert("L"))
for bits in (2, 4):
    write_png(f"grey-{bits}.png", [[packed(row >> (8 - bits), bits) for row in grey]], 45, 33, bits, 0)
    names.append(f"grey-{bits}")
rgb = np.asarray(small).astype(">u2") * 256 + rng.integers(0, 256, size=(33, 45, 3)).astype(">u2")
write_png("rgb-16.png", [[row.astype(">u2").tobytes() for row in rgb]], 45, 33, 16, 2)
names.append("rgb-16")
passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
rows = [[row.tobytes() for row in np.asarray(small)[y::dy, x::dx]] for x, y, dx, dy in passes]
write_png("interlaced.png", rows, 45, 33, 8, 2, 1)
rows = [[packed(row >> 6, 2) for row in grey[y::dy, x::dx]] for x, y, dx, dy in passes]
write_png("interlaced-2.png", rows, 45, 33, 2, 0, 1)
names += ["interlaced", "interlaced-2"]
for name in names:
    expect(name + ".png", 12, 10)
    expect(name + ".png", 45, 33)

# Pillow cuts 16-bit grey at 255; the high byte is meant here
grey16 = grey.astype(">u2") * 256 + rng.integers(0, 256, size=(33, 45)).astype(">u2")
write_png("grey-16.png", [[row.astype(">u2").tobytes() for row in grey16]], 45, 33, 16, 0)
expect("grey-16.png", 12, 10, Image.fromarray(grey).convert("RGB"))
opaque = np.stack([grey16, np.full_like(grey16, 65535)], axis=-1)
write_png("grey-alpha-16.png", [[row.astype(">u2").tobytes() for row in opaque]], 45, 33, 16, 4)
expect("grey-alpha-16.png", 12, 10, Image.fromarray(grey).convert("RGB"))

# one transparent pixel each
seen = small.convert("RGBA")
seen.putpixel((44, 32), (10, 20, 30, 254))
seen.save("transparent-rgba.png")
seen.convert("LA").save("transparent-grey-alpha.png")
small.quantize(20).save("transparent-palette.png", transparency=3)
small.save("transparent-rgb.png", transparency=small.getpixel((44, 32)))
small.convert("L").save("transparent-grey.png", transparency=small.convert("L").getpixel((44, 32)))

with open("golden.tsv", "w") as file:
    file.write("\n".join(golden) + "\n")

# the tensor of baseline.jpg, 12x10, as float32 in both layouts, little endian
mean, std = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
pixels = np.asarray(Image.open("baseline.jpg").resize((12, 10), Image.BILINEAR), dtype=np.float32)
tensor = (pixels / np.float32(255) - mean) / std
tensor.astype("<f4").tofile("baseline-nhwc.f32")
np.ascontiguousarray(tensor.transpose(2, 0, 1)).astype("<f4").tofile("baseline-nchw.f32")
