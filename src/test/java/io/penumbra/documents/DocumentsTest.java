package io.penumbra.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.Main;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.ImageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The pages lead where they say, and their commands are what the project has. */
class DocumentsTest {
    private static final Page README = Page.of(Path.of("README.md"));
    private static final Pattern OF_THE_JAR = Pattern.compile("quarkus-run\\.jar( [^|&]*)?$");

    static List<Page> pages() {
        return Page.all();
    }

    private static Stream<String> commands() {
        return pages().stream().flatMap(page -> page.commands().stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkAndAnchorLeadsSomewhere(Page page) {
        for (String link : page.links()) {
            if (link.matches("https?://.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s links to %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(Page.of(target).anchors())
                        .as("%s links to %s", page, link)
                        .contains(parts[1]);
            }
        }
    }

    @Test
    void readmeIsShort() {
        assertThat(README.text().lines()).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void readmeLeadsToEveryPage() {
        List<String> links =
                README.links().stream().map(link -> link.replaceAll("#.*", "")).toList();
        assertThat(pages())
                .filteredOn(page -> !page.file().equals(README.file()))
                .extracting(Page::toString)
                .allSatisfy(page -> assertThat(links).contains(page));
    }

    @Test
    void everyCommandIsRunByATestOrSaysWhyNot() {
        assertThat(commands())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(Proofs.ALL)
                        .filteredOn(proof -> proof.isOf(command))
                        .as(command)
                        .hasSize(1));
    }

    @Test
    void everyProofIsOfACommandThatThereIs() {
        List<String> commands = commands().toList();
        assertThat(Proofs.ALL)
                .allSatisfy(proof -> assertThat(commands).as(proof.command()).anyMatch(proof::isOf));
    }

    private static Path source(String test) throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found =
                    files.filter(file -> file.endsWith(test + ".java")).toList();
            assertThat(found).as(test).hasSize(1);
            return found.get(0);
        }
    }

    @Test
    void testsThatRunCommandsNameThem() throws IOException {
        for (Proof proof : Proofs.ALL) {
            if (proof.how() instanceof Proof.RunBy run) {
                String source = Files.readString(source(run.test()));
                assertThat(run.words())
                        .as("%s in %s", proof.command(), run.test())
                        .allMatch(source::contains);
            } else if (proof.how() instanceof Proof.NotRun not) {
                assertThat(not.reason()).as(proof.command()).hasSizeGreaterThan(10);
            }
        }
    }

    /** Without running them: each option is there and each value is of its kind. */
    @Test
    void commandsOfTheJarAreUnderstood() {
        List<String> lines = commands()
                .flatMap(command -> OF_THE_JAR.matcher(command).results())
                .map(match -> match.group(1).strip())
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(line.split(" ")));
    }

    @Test
    void scriptsOfTheLabHaveTheOptions() throws IOException {
        List<MatchResult> scripts = commands()
                .flatMap(command -> Pattern.compile("python (lab/\\w+\\.py)(.*)")
                        .matcher(command)
                        .results())
                .toList();
        assertThat(scripts).hasSizeGreaterThan(10);
        for (MatchResult script : scripts) {
            String source = Files.readString(Path.of(script.group(1)));
            assertThat(Pattern.compile(" (--[a-z-]+)")
                            .matcher(script.group(2).replaceAll("\"[^\"]*\"", ""))
                            .results())
                    .as(script.group())
                    .allMatch(option -> source.contains("\"" + option.group(1) + "\""));
        }
    }

    /** What {@code kcat} is told to send is an image with its label and subgroups. */
    @Test
    void imagesThatAreSentAsThePagesSayAreRead() {
        List<String> sent =
                commands().filter(command -> command.startsWith("kcat")).toList();
        assertThat(sent).isNotEmpty().allSatisfy(command -> {
            var image = new ConsumerRecord<byte[], byte[]>(
                    "penumbra.images",
                    0,
                    0,
                    1_700_000_000_000L,
                    TimestampType.CREATE_TIME,
                    6,
                    1,
                    "face-1".getBytes(StandardCharsets.UTF_8),
                    new byte[] {1},
                    new RecordHeaders(),
                    Optional.empty());
            Pattern.compile(" -H ([\\w-]+)=(\\S+)")
                    .matcher(command)
                    .results()
                    .forEach(header ->
                            image.headers().add(header.group(1), header.group(2).getBytes(StandardCharsets.UTF_8)));
            assertThat(new CloudEvents().read(image)).isInstanceOfSatisfying(ImageEvent.class, event -> {
                assertThat(event.id()).isEqualTo("face-1");
                assertThat(event.label()).contains("blond");
                assertThat(event.subgroups()).isEqualTo(Map.of("sex", "male", "age", "old"));
            });
        });
    }
}
