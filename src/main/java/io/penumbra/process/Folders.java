package io.penumbra.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that a user names. */
public final class Folders {
    private Folders() {}

    /**
     * Creates a folder if it is missing, and checks that files can be written to it.
     *
     * @param setting names the folder in the message
     * @throws Failure if it is a file, or cannot be written to
     */
    public static void requireWritable(String setting, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".penumbra-", ""));
        } catch (FileAlreadyExistsException e) {
            throw new Failure(setting + " is " + folder + ", expected a folder: " + e.getMessage() + " is a file", e);
        } catch (IOException e) {
            throw new Failure(
                    setting + " is " + folder + ", which cannot be written to ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    e);
        }
    }
}
