package io.penumbra.image;

import java.util.List;
import java.util.stream.IntStream;

/** The frame header of a JPEG: its size, its coding and its components. */
record JpegFrame(int width, int height, boolean progressive, List<Component> components) {

    private static final int MOST_SAMPLING = 4;

    /**
     * @param name by which scans refer to it
     * @param across horizontal sampling factor, 1 to 4
     * @param down vertical sampling factor, 1 to 4
     * @param quantization number of its quantization table
     */
    record Component(int name, int across, int down, int quantization) {}

    static JpegFrame of(JpegSegments segment, Limits limits) throws Refusal {
        int length = segment.length();
        if (length < 6 || length != 6 + 3 * segment.unsignedByte(5)) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the JPEG frame header has length " + (length + 2) + ", which does not fit its components");
        }
        int bits = segment.unsignedByte(0);
        if (segment.marker() > JpegSegments.SOF_PROGRESSIVE || bits != 8) {
            throw new Refusal(
                    Reason.UNSUPPORTED_CODING,
                    "the JPEG frame is SOF" + (segment.marker() - 0xC0) + " with " + bits
                            + " bits, expected baseline or progressive with 8 bits");
        }
        int height = segment.unsignedByte(1) << 8 | segment.unsignedByte(2);
        int width = segment.unsignedByte(3) << 8 | segment.unsignedByte(4);
        limits.checkSize(width, height);
        List<Component> components = IntStream.range(0, segment.unsignedByte(5))
                .map(i -> 6 + 3 * i)
                .mapToObj(at -> new Component(
                        segment.unsignedByte(at),
                        segment.unsignedByte(at + 1) >> 4,
                        segment.unsignedByte(at + 1) & 0xF,
                        segment.unsignedByte(at + 2)))
                .toList();
        for (Component component : components) {
            if (Math.min(component.across, component.down) < 1
                    || Math.max(component.across, component.down) > MOST_SAMPLING) {
                throw new Refusal(
                        Reason.CORRUPT,
                        "a JPEG component has sampling factors " + component.across + " and " + component.down
                                + ", expected 1 to " + MOST_SAMPLING);
            }
        }
        return new JpegFrame(width, height, segment.marker() == JpegSegments.SOF_PROGRESSIVE, components);
    }

    /** The component that a scan calls {@code name}. */
    Component component(int name) throws Refusal {
        for (Component component : components) {
            if (component.name == name) {
                return component;
            }
        }
        throw new Refusal(Reason.CORRUPT, "a JPEG scan refers to component " + name + ", which the frame lacks");
    }

    /** Samples of the component, in whole blocks of 8 × 8. */
    long samples(Component component) {
        int mostAcross = components.stream().mapToInt(Component::across).max().orElse(1);
        int mostDown = components.stream().mapToInt(Component::down).max().orElse(1);
        return 64L * blocks(width, component.across, mostAcross) * blocks(height, component.down, mostDown);
    }

    private static int blocks(int side, int sampling, int most) {
        return (side * sampling + 8 * most - 1) / (8 * most);
    }
}
