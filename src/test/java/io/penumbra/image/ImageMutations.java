package io.penumbra.image;

import io.penumbra.fuzz.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Changes images by their structure: the segments of a JPEG and the chunks and rows of a PNG. */
final class ImageMutations {
    private static final List<byte[]> JPEGS = all(List.of(
            "baseline.jpg",
            "progressive.jpg",
            "subsampled-422.jpg",
            "subsampled-none.jpg",
            "grey.jpg",
            "adobe-rgb.jpg",
            "odd-names.jpg",
            "orientation-6.jpg",
            "cmyk/cmyk-adobe.jpg",
            "cmyk/cmyk-progressive.jpg",
            "cmyk/ycck.jpg",
            "cmyk/ycck-subsampled.jpg",
            "cases/before-q5.jpg",
            "cases/before-q95.jpg",
            "cases/before-q75-optimized.jpg",
            "cases/victim-q75-no-DHT.jpg",
            "cases/victim-q75-no-DQT.jpg",
            "cases/extraneous3-before-eoi.jpg",
            "cases/orient6-truncated-ifd.jpg",
            "cases/orient6-count-too-many-entries.jpg",
            "cases/orient6-after-empty-exif.jpg",
            "cases/cmyk.jpg",
            "cases/exifbomb-jpeg-4000subs.jpg",
            "cases/exifhang-jpeg.jpg",
            "cases/prog-5000x5000-100scans-1c.jpg"));
    private static final List<byte[]> PNGS = all(List.of(
            "rgb.png",
            "rgba.png",
            "rgb-16.png",
            "grey-1.png",
            "grey-4.png",
            "grey-alpha-16.png",
            "palette.png",
            "palette-4.png",
            "interlaced.png",
            "interlaced-2.png",
            "orientation-6.png",
            "transparent-palette.png",
            "transparent-faded.png",
            "transparent-grey.png",
            "cases/rgba-254.png",
            "cases/orient6-xmp.png",
            "cases/orient6-rawprofile.png"));
    /** Those of the cases have tens of kilobytes. They are made as large as any other only now and then. */
    private static final int SMALL = 8192;

    /** What fits a segment's length. */
    private static final int LONGEST = 65_000;

    private ImageMutations() {}

    private static List<byte[]> all(List<String> files) {
        return files.stream().map(Fixtures::bytes).toList();
    }

    /** An image of the fixtures or of the cases, nearly always changed. */
    static byte[] image(RandomGenerator random) {
        boolean jpeg = random.nextInt(3) > 0;
        byte[] image = file(random, jpeg ? JPEGS : PNGS);
        if (random.nextInt(4) > 0) {
            image = jpeg ? jpeg(random, image) : png(random, image);
        }
        return random.nextInt(3) == 0 ? Bytes.changed(random, image) : image;
    }

    private static byte[] file(RandomGenerator random, List<byte[]> files) {
        byte[] file = Bytes.oneOf(random, files);
        return file.length < SMALL || random.nextInt(20) == 0 ? file : file(random, files);
    }

    private static byte[] jpeg(RandomGenerator random, byte[] jpeg) {
        var parts = new ArrayList<>(JpegParts.of(jpeg));
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            change(random, parts, JpegParts.of(file(random, JPEGS)), part -> changed(random, part));
        }
        return JpegParts.join(parts);
    }

    /** A segment with another marker or another content, of the right length. Of a scan also the coded data. */
    private static JpegParts.Part changed(RandomGenerator random, JpegParts.Part part) {
        byte[] bytes = part.bytes();
        if (bytes.length < 5 || random.nextInt(6) == 0) {
            return new JpegParts.Part(Bytes.changed(random, bytes));
        }
        int end = Math.max(4, Math.min(bytes.length, 2 + ((bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF)));
        byte[] content = Bytes.changed(random, Arrays.copyOfRange(bytes, 4, end));
        byte[] data = Arrays.copyOfRange(bytes, end, bytes.length);
        int marker = random.nextInt(8) == 0 ? random.nextInt(0xC0, 0xFF) : part.marker();
        byte[] segment = JpegParts.segment(marker, Arrays.copyOf(content, Math.min(content.length, LONGEST)))
                .bytes();
        byte[] coded = random.nextInt(3) == 0 ? Bytes.changed(random, data) : data;
        byte[] both = Arrays.copyOf(segment, segment.length + coded.length);
        System.arraycopy(coded, 0, both, segment.length, coded.length);
        return new JpegParts.Part(both);
    }

    private static byte[] png(RandomGenerator random, byte[] png) {
        var chunks = new ArrayList<>(PngParts.of(png));
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            change(random, chunks, PngParts.of(file(random, PNGS)), chunk -> changed(random, chunk));
        }
        return PngParts.join(png, chunks);
    }

    private static PngParts.Chunk changed(RandomGenerator random, PngParts.Chunk chunk) {
        if (chunk.type().equals("IDAT") && random.nextBoolean()) {
            return new PngParts.Chunk("IDAT", PngParts.deflated(Bytes.changed(random, inflated(chunk.content()))));
        }
        return new PngParts.Chunk(chunk.type(), Bytes.changed(random, chunk.content()));
    }

    private static byte[] inflated(byte[] content) {
        var inflater = new Inflater();
        inflater.setInput(content);
        byte[] rows = new byte[1 << 16];
        try {
            return Arrays.copyOf(rows, inflater.inflate(rows));
        } catch (DataFormatException e) {
            return content;
        } finally {
            inflater.end();
        }
    }

    /** Leaves out a part, repeats it, swaps two, takes one of another file, or changes one. */
    private static <T> void change(
            RandomGenerator random, ArrayList<T> parts, List<T> others, UnaryOperator<T> changed) {
        if (parts.isEmpty()) {
            return;
        }
        int one = random.nextInt(parts.size());
        int other = random.nextInt(parts.size());
        switch (random.nextInt(8)) {
            case 0 -> parts.remove(one);
            case 1 -> parts.add(other, parts.get(one));
            case 2 -> parts.set(one, parts.set(other, parts.get(one)));
            case 3 -> parts.add(one, Bytes.oneOf(random, others));
            default -> parts.set(one, changed.apply(parts.get(one)));
        }
    }
}
