package io.penumbra.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one of CelebA's lists as words. A file that ends in {@code .csv} has commas between them, any other
 * spaces. Blank lines, carriage returns, a byte order mark and spaces around words are ignored.
 */
final class ListFile implements AutoCloseable {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Path path;
    private final BufferedReader reader;
    private final boolean isCsv;
    private int line;

    ListFile(Path path) {
        this.path = path;
        this.isCsv = path.toString().endsWith(".csv");
        try {
            reader = Files.newBufferedReader(path);
        } catch (NoSuchFileException e) {
            throw new DatasetException(
                    "no " + path.getFileName() + " in " + path.toAbsolutePath().getParent(), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether it has commas between its words, and a header, but no number of images. */
    boolean isCsv() {
        return isCsv;
    }

    /** The words of the next line that has any; null at the end. */
    String @Nullable [] next() {
        try {
            while (true) {
                String text = reader.readLine();
                if (text == null) {
                    return null;
                }
                line++;
                String stripped = (line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
                if (!stripped.isEmpty()) {
                    return words(stripped);
                }
            }
        } catch (MalformedInputException e) {
            throw fault("is followed by text that is not UTF-8");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String[] words(String text) {
        if (isCsv) {
            return text.split("\\s*,\\s*", -1);
        }
        if (text.indexOf(',') >= 0) {
            throw fault("has commas: is it a CSV file? Then its name must end in .csv");
        }
        return text.split("\\s+");
    }

    /** Checks that a word is a file name inside the folder of images, and returns it. */
    String imageName(String word) {
        if (word.contains("/") || word.contains("\\") || word.startsWith(".")) {
            throw fault("has '" + word + "', expected the file name of an image");
        }
        return word;
    }

    /** @param what the rest of a sentence that begins with the file and the line */
    DatasetException fault(String what) {
        return new DatasetException(path + " line " + line + " " + what);
    }

    private DatasetException unreadable(IOException e) {
        return new DatasetException("cannot read " + path + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
