package io.penumbra.image;

/**
 * Which tables a JPEG has defined so far. libjpeg keeps tables from image to image; a missing one must not be taken
 * from the image before.
 */
final class JpegTables {

    private static final int TABLES = 4;
    private static final int HUFFMAN_COUNTS = 16;

    private final boolean[] quantization = new boolean[TABLES];
    private final boolean[] dc = new boolean[TABLES];
    private final boolean[] ac = new boolean[TABLES];
    private boolean anyHuffman;

    /** Notes the tables of a DQT segment. */
    void defineQuantization(JpegSegments segment) throws Refusal {
        int at = 0;
        while (at < segment.length()) {
            int head = segment.unsignedByte(at);
            define(quantization, head & 0xF);
            at += 1 + 64 * (head >> 4 == 0 ? 1 : 2);
        }
        checkEnd("quantization", at, segment);
    }

    /** Notes the tables of a DHT segment. */
    void defineHuffman(JpegSegments segment) throws Refusal {
        anyHuffman = true;
        int at = 0;
        while (at < segment.length()) {
            int head = segment.unsignedByte(at);
            define(head >> 4 == 0 ? dc : ac, head & 0xF);
            int values = 0;
            for (int i = 1; i <= HUFFMAN_COUNTS && at + i < segment.length(); i++) {
                values += segment.unsignedByte(at + i);
            }
            at += 1 + HUFFMAN_COUNTS + values;
        }
        checkEnd("Huffman", at, segment);
    }

    boolean hasHuffman() {
        return anyHuffman;
    }

    /** Notes the tables of {@link StandardHuffman}. */
    void defineStandardHuffman() {
        anyHuffman = true;
        dc[0] = dc[1] = ac[0] = ac[1] = true;
    }

    void requireQuantization(int table) throws Refusal {
        require(quantization, table, "quantization table ");
    }

    void requireDc(int table) throws Refusal {
        require(dc, table, "Huffman table DC ");
    }

    void requireAc(int table) throws Refusal {
        require(ac, table, "Huffman table AC ");
    }

    private static void define(boolean[] tables, int table) throws Refusal {
        if (table >= TABLES) {
            throw new Refusal(Reason.CORRUPT, "a JPEG table has number " + table + ", expected 0 to 3");
        }
        tables[table] = true;
    }

    private static void checkEnd(String kind, int at, JpegSegments segment) throws Refusal {
        if (at != segment.length()) {
            throw new Refusal(
                    Reason.CORRUPT, "the JPEG segment at byte " + segment.from() + " ends within a " + kind + " table");
        }
    }

    private static void require(boolean[] tables, int table, String name) throws Refusal {
        if (table >= TABLES || !tables[table]) {
            throw new Refusal(Reason.CORRUPT, "a JPEG scan refers to " + name + table + ", which the file lacks");
        }
    }
}
