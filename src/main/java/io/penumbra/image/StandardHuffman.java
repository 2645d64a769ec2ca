package io.penumbra.image;

import java.util.HexFormat;

/**
 * The Huffman tables that ITU T.81 gives as examples (Annex K.3). Motion JPEG leaves them out of its pictures, so they
 * hold where a JPEG has no tables.
 */
final class StandardHuffman {

    private static final String TABLES =
            // luminance DC: number, counts of the lengths 1 to 16, values
            "00"
                    + "00010501010101010100000000000000"
                    + "000102030405060708090a0b"
                    // luminance AC: number, counts of the lengths 1 to 16, values
                    + "10"
                    + "0002010303020403050504040000017d"
                    + "01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
                    + "2433627282090a161718191a25262728292a3435363738393a43444546474849"
                    + "4a535455565758595a636465666768696a737475767778797a83848586878889"
                    + "8a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5"
                    + "c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8"
                    + "f9fa"
                    // chrominance DC: number, counts of the lengths 1 to 16, values
                    + "01"
                    + "00030101010101010101010000000000"
                    + "000102030405060708090a0b"
                    // chrominance AC: number, counts of the lengths 1 to 16, values
                    + "11"
                    + "00020102040403040705040400010277"
                    + "000102031104052131061241510761711322328108144291a1b1c109233352f0"
                    + "156272d10a162434e125f11718191a262728292a35363738393a434445464748"
                    + "494a535455565758595a636465666768696a737475767778797a828384858687"
                    + "88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3"
                    + "c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8"
                    + "f9fa";

    private static final byte[] SEGMENT = HexFormat.of().parseHex("ffc401a2" + TABLES);

    /** Bytes of the segment. */
    static final int LENGTH = SEGMENT.length;

    private StandardHuffman() {}

    /** Writes a DHT segment with all four tables at {@code at}. */
    static void write(byte[] target, int at) {
        System.arraycopy(SEGMENT, 0, target, at, LENGTH);
    }
}
