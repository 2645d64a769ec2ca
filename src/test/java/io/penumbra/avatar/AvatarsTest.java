package io.penumbra.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.dataset.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvatarsTest {
    @TempDir
    Path folder;

    @Test
    void sameSeedGivesTheSameBytes() {
        for (long index = 1; index <= 20; index++) {
            assertThat(Avatars.jpeg(7, index)).isEqualTo(Avatars.jpeg(7, index));
        }
    }

    @Test
    void anotherSeedOrIndexGivesAnotherPicture() {
        assertThat(Avatars.jpeg(7, 1)).isNotEqualTo(Avatars.jpeg(8, 1)).isNotEqualTo(Avatars.jpeg(7, 2));
    }

    @Test
    void picturesHaveTheSizeOfCelebA() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Avatars.jpeg(1, 1)));
        assertThat(image.getWidth()).isEqualTo(178);
        assertThat(image.getHeight()).isEqualTo(218);
        assertThat(image.getRaster().getNumBands()).isEqualTo(3);
    }

    private static double brightness(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        return Arrays.stream(image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null))
                .average()
                .orElseThrow();
    }

    @Test
    void exposureDarkensAndBrightensTheSamePicture() throws IOException {
        for (long index = 1; index <= 10; index++) {
            byte[] usual = Avatars.jpeg(7, index);
            assertThat(Avatars.jpeg(7, index, 1)).isEqualTo(usual);
            assertThat(brightness(Avatars.jpeg(7, index, 0.02))).isLessThan(0.5 * brightness(usual));
            assertThat(brightness(Avatars.jpeg(7, index, 4))).isGreaterThan(1.2 * brightness(usual));
        }
    }

    @Test
    void exposureWithoutLightIsRefused() {
        for (double exposure : new double[] {0, -1, Double.NaN, 1001}) {
            assertThatThrownBy(() -> Avatars.jpeg(7, 1, exposure)).hasMessageContaining(String.valueOf(exposure));
        }
    }

    @Test
    void listsAreLaidOutAsPublished() throws IOException {
        Avatars.write(folder, 3, 1, 20, Split.CELEBA, written -> {});
        List<String> attributes = Files.readAllLines(folder.resolve("list_attr_celeba.txt"));
        assertThat(attributes).hasSize(22);
        assertThat(attributes.get(0)).isEqualTo("20");
        assertThat(attributes.get(1).split(" "))
                .contains("Blond_Hair", "Male", "Young")
                .isSorted();
        assertThat(attributes.get(2)).matches("000001\\.jpg(( -1)|(  1)){11}");
        assertThat(attributes.get(21)).startsWith("000020.jpg ");
        List<String> partitions = Files.readAllLines(folder.resolve("list_eval_partition.txt"));
        assertThat(partitions).hasSize(20).startsWith("000001.jpg 0").endsWith("000020.jpg 2");
        try (Stream<Path> images = Files.list(folder.resolve("img_align_celeba"))) {
            assertThat(images.map(path -> path.getFileName().toString()).sorted())
                    .hasSize(20)
                    .startsWith("000001.jpg", "000002.jpg")
                    .endsWith("000020.jpg");
        }
    }

    @Test
    void chaptersContinueTheSameRow() throws IOException {
        Path whole = folder.resolve("whole");
        Path chapter = folder.resolve("chapter");
        Avatars.write(whole, 3, 1, 12, Split.TEST_ONLY, written -> {});
        Avatars.write(chapter, 3, 8, 5, Split.TEST_ONLY, written -> {});
        for (int index = 8; index <= 12; index++) {
            String name = String.format("img_align_celeba/%06d.jpg", index);
            assertThat(chapter.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(Files.readAllLines(chapter.resolve("list_attr_celeba.txt")).subList(2, 7))
                .isEqualTo(Files.readAllLines(whole.resolve("list_attr_celeba.txt"))
                        .subList(9, 14));
        assertThat(Files.readAllLines(chapter.resolve("list_eval_partition.txt")))
                .allMatch(line -> line.endsWith(" 2"));
    }

    @Test
    void progressReachesTheCount() throws IOException {
        AtomicInteger most = new AtomicInteger();
        Avatars.write(folder, 3, 1, 9, Split.CELEBA, written -> most.accumulateAndGet(written, Math::max));
        assertThat(most).hasValue(9);
    }

    @Test
    void numbersBeginAtOne() {
        assertThatThrownBy(() -> Avatars.write(folder, 3, 0, 9, Split.CELEBA, written -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number 0");
    }
}
