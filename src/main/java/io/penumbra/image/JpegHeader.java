package io.penumbra.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the marker segments of a JPEG say. It is all that must be known before decoding. */
final class JpegHeader {

    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_LENGTH = 12;
    private static final byte FF = (byte) 0xFF;
    private static final byte[] START = {
        FF,
        (byte) JpegSegments.SOI,
        FF,
        (byte) JpegSegments.APP0,
        0,
        16,
        'J',
        'F',
        'I',
        'F',
        0,
        1,
        1,
        0,
        0,
        1,
        0,
        1,
        0,
        0
    };

    private final byte[] encoded;
    private final Limits limits;
    private final JpegTables tables = new JpegTables();
    private final byte[] kept;
    private int length = START.length;
    private @Nullable JpegFrame frame;
    private long samples;
    private boolean jfif;
    private int adobeTransform = -1;
    private final ByteArrayOutputStream exif = new ByteArrayOutputStream(0);
    private byte[] xmp = {};

    private JpegHeader(byte[] encoded, Limits limits) {
        this.encoded = encoded;
        this.limits = limits;
        this.kept = Arrays.copyOf(START, START.length + StandardHuffman.LENGTH + encoded.length);
    }

    /** Reads and checks the segments, up to the end of the first image. */
    static JpegHeader of(byte[] encoded, Limits limits) throws Refusal {
        var header = new JpegHeader(encoded, limits);
        var segments = new JpegSegments(encoded);
        header.readToFirstScan(segments);
        header.readScans(segments);
        return header;
    }

    int width() {
        return frame().width();
    }

    int height() {
        return frame().height();
    }

    /** Samples that all scans pass over. */
    long samples() {
        return samples;
    }

    JpegColour colour() {
        return JpegColour.of(frame(), jfif, adobeTransform);
    }

    Orientation orientation() {
        return Orientation.of(exif.toByteArray(), xmp);
    }

    /**
     * What the JDK's reader gets: SOI, a JFIF marker, and the segments that decoding needs, up to EOI. The JFIF marker
     * makes the reader take three components for YCbCr, whether it converts them to RGB or not.
     */
    byte[] coding() {
        return Arrays.copyOf(kept, length);
    }

    private JpegFrame frame() {
        JpegFrame known = frame;
        if (known == null) {
            throw new IllegalStateException("the segments are not read yet");
        }
        return known;
    }

    private void readToFirstScan(JpegSegments segments) throws Refusal {
        while (segments.next()) {
            if (segments.marker() == JpegSegments.SOS) {
                return;
            }
            if (segments.isApplicationOrComment()) {
                readApplication(segments);
            } else {
                readCoding(segments);
            }
        }
        if (segments.marker() == JpegSegments.EOI) {
            throw new Refusal(Reason.CORRUPT, "the JPEG has no scan");
        }
        throw new Refusal(Reason.TRUNCATED, "the JPEG ends before its first scan");
    }

    private void readApplication(JpegSegments segment) {
        int marker = segment.marker();
        if (marker == JpegSegments.APP0 && segment.holds(JFIF)) {
            jfif = true;
        } else if (marker == JpegSegments.APP1 && segment.holds(EXIF)) {
            // EXIF that is too long for one segment goes on in the next
            exif.write(encoded, segment.body() + EXIF.length, segment.length() - EXIF.length);
        } else if (marker == JpegSegments.APP1 && segment.holds(XMP)) {
            xmp = Arrays.copyOfRange(encoded, segment.body() + XMP.length, segment.end());
        } else if (marker == JpegSegments.APP14 && segment.length() >= ADOBE_LENGTH && segment.holds(ADOBE)) {
            adobeTransform = segment.unsignedByte(ADOBE_LENGTH - 1);
        }
    }

    private void readCoding(JpegSegments segment) throws Refusal {
        if (segment.isFrame()) {
            if (frame != null) {
                throw new Refusal(Reason.CORRUPT, "the JPEG has a second frame at byte " + segment.from());
            }
            frame = JpegFrame.of(segment, limits);
        } else if (segment.marker() == JpegSegments.DQT) {
            tables.defineQuantization(segment);
        } else if (segment.marker() == JpegSegments.DHT) {
            tables.defineHuffman(segment);
        }
        keep(segment);
    }

    private void readScans(JpegSegments segments) throws Refusal {
        JpegFrame known = frame;
        if (known == null) {
            throw new Refusal(Reason.CORRUPT, "the JPEG has no frame before its first scan");
        }
        JpegColour.checkComponents(known);
        if (!known.progressive() && !tables.hasHuffman()) {
            tables.defineStandardHuffman();
            StandardHuffman.write(kept, length);
            length += StandardHuffman.LENGTH;
        }
        checkRoom(known, segments);
        var scans = new JpegScans(known, tables, limits);
        do {
            if (segments.marker() == JpegSegments.SOS) {
                scans.add(segments);
                segments.takeData();
                keep(segments);
            } else if (!segments.isApplicationOrComment()) {
                readCoding(segments);
            }
        } while (segments.next());
        samples = scans.samples();
        if (segments.marker() == JpegSegments.EOI) {
            kept[length++] = FF;
            kept[length++] = (byte) JpegSegments.EOI;
        }
    }

    private void keep(JpegSegments segment) {
        int bytes = segment.end() - segment.from();
        System.arraycopy(encoded, segment.from(), kept, length, bytes);
        length += bytes;
    }

    private void checkRoom(JpegFrame known, JpegSegments firstScan) throws Refusal {
        int bytes = encoded.length - firstScan.from();
        // each block of 8x8 pixels takes at least one bit
        if ((long) known.width() * known.height() / 64 > 8L * bytes) {
            throw new Refusal(
                    Reason.TRUNCATED, bytes + " bytes cannot hold " + known.width() + "x" + known.height() + " pixels");
        }
    }
}
