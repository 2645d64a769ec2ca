package io.penumbra.avatar;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    /** The next chapter is being drawn then, by several threads. */
    @RepeatedTest(5)
    void closingWhileAChapterIsDrawnLeavesNothingBehind() throws InterruptedException {
        Path image;
        try (var pictures = new Pictures(7)) {
            Sample first = pictures.samples().findFirst().orElseThrow();
            image = first.path();
            assertThat(image).exists();
        }
        assertThat(image.getParent().getParent().getParent()).doesNotExist();
    }

    @Test
    void nothingFollowsOnceItIsStopped(@TempDir Path folder) throws IOException {
        var drawn = new AtomicInteger();

        Avatars.write(folder, 7, 1, 200, Split.TEST_ONLY, drawn::set, () -> drawn.get() >= 5);

        try (var images = Files.list(folder.resolve("img_align_celeba"))) {
            assertThat(images.count()).isBetween(5L, 100L);
        }
        assertThat(folder.resolve("list_attr_celeba.txt")).doesNotExist();
    }
}
