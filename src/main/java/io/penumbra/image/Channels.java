package io.penumbra.image;

/** What a model takes of a pixel, in this order. */
public enum Channels {
    /** Red, green, blue: as torchvision and Pillow have it. */
    RGB(3),
    /** Blue, green, red: as OpenCV and Keras' older models have it. */
    BGR(3),
    /** One grey value, as Pillow's {@code convert("L")} makes it of red, green and blue. */
    GRAY(1);

    private final int count;

    Channels(int count) {
        this.count = count;
    }

    /** Values of a pixel. */
    public int count() {
        return count;
    }

    /** Where channel c lies among a pixel's red, green and blue; of grey, the first of the three. */
    int place(int c) {
        return this == BGR ? 2 - c : c;
    }

    /** Pillow's grey of a pixel whose red, green and blue begin at {@code at}, 0 to 255. */
    static int grey(byte[] rgb, int at) {
        return 19595 * (rgb[at] & 0xFF) + 38470 * (rgb[at + 1] & 0xFF) + 7471 * (rgb[at + 2] & 0xFF) + 0x8000 >> 16;
    }
}
