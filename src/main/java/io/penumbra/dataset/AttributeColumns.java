package io.penumbra.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the wanted attributes in the lines of an attribute list. The published header names the attributes alone;
 * others also name the images' column. So columns are counted from the right.
 */
final class AttributeColumns {

    private final ListFile list;
    private final List<String> wanted;
    private final int[] fromRight;
    private final String[] header;
    /** What stands for "has it not" in this list: −1 or 0. Empty before it is known. */
    private String negative = "";

    /** Reads the header from {@code list}. */
    AttributeColumns(ListFile list, List<String> wanted) {
        this.list = list;
        this.wanted = wanted;
        String[] names = list.next();
        if (names == null) {
            throw list.fault("is the last, expected a line with the names of the attributes");
        }
        header = names;
        fromRight = new int[wanted.size()];
        for (int i = 0; i < fromRight.length; i++) {
            int index = Arrays.asList(header).indexOf(wanted.get(i));
            if (index < 0) {
                throw list.fault("has no attribute " + wanted.get(i));
            }
            fromRight[i] = header.length - index;
        }
    }

    /** Bit i tells whether the i-th wanted attribute is 1. */
    int bits(String[] words) {
        if (words.length != header.length && words.length != header.length + 1) {
            throw list.fault("has " + words.length + " words under a header of " + header.length + " names");
        }
        int bits = 0;
        for (int i = 0; i < fromRight.length; i++) {
            String value = words[words.length - fromRight[i]];
            if (value.equals("1")) {
                bits |= 1 << i;
            } else {
                checkNegative(wanted.get(i), value);
            }
        }
        return bits;
    }

    private void checkNegative(String attribute, String value) {
        if (!value.equals("-1") && !value.equals("0")) {
            throw list.fault("has " + attribute + " '" + value + "', expected 1, and -1 or 0");
        }
        if (!negative.isEmpty() && !value.equals(negative)) {
            throw list.fault("has " + attribute + " '" + value + "' below '" + negative + "', expected one of them");
        }
        negative = value;
    }
}
