package io.penumbra.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown. */
record Page(Path file, String text) {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page that a reader of the project may open. */
    static List<Page> all() {
        Stream<Path> named = Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "lab/README.md")
                .map(Path::of);
        return Stream.of(named, under("docs").stream(), under("deploy").stream())
                .flatMap(files -> files)
                .map(Page::of)
                .toList();
    }

    static List<Path> under(String folder) {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("").replaceAll("`[^`\\n]+`", "`code`");
    }

    /** The addresses of its links and pictures. */
    List<String> links() {
        return LINK.matcher(prose()).results().map(link -> link.group(1)).toList();
    }

    /** The anchors of its headings, as GitHub makes them. */
    Set<String> anchors() {
        var anchors = new HashSet<String>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(BLOCK.matcher(text).replaceAll("")).results().forEach(heading -> {
            String slug = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        });
        return anchors;
    }

    /** The lines of its shell blocks, those that go on after a backslash in one, without superfluous spaces. */
    List<String> commands() {
        var commands = new ArrayList<String>();
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            if (block.group(1).equals("sh")) {
                block.group(2)
                        .replaceAll("\\\\\\n", " ")
                        .lines()
                        .map(line -> line.strip().replaceAll(" {2,}", " "))
                        .filter(line -> !line.isEmpty())
                        .forEach(commands::add);
            }
        }
        return commands;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
