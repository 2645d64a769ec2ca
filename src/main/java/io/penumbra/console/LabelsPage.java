package io.penumbra.console;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import java.util.List;
import java.util.Optional;

/**
 * Some of the images that somebody has labelled, the last one first.
 *
 * @param total how many there are
 * @param address of this page
 * @param newer address of the page before
 * @param older address of the page that follows
 */
record LabelsPage(
        List<LabelledImage> images, String total, String address, Optional<String> newer, Optional<String> older) {
    static final String PATH = AuditPages.PATH + "/labels";
    private static final int MOST = 24;

    /** @param page from 1 on; beyond the last one it is the last */
    static LabelsPage of(List<AuditImage> labelled, int page) {
        int last = Math.max(1, (labelled.size() + MOST - 1) / MOST);
        int shown = Math.min(Math.max(1, page), last);
        return new LabelsPage(
                labelled.stream()
                        .skip((long) (shown - 1) * MOST)
                        .limit(MOST)
                        .map(image -> LabelledImage.of(
                                image, image.label().map(ChosenLabel::name).orElseThrow()))
                        .toList(),
                Words.count(labelled.size(), "image"),
                address(shown),
                shown > 1 ? Optional.of(address(shown - 1)) : Optional.empty(),
                shown < last ? Optional.of(address(shown + 1)) : Optional.empty());
    }

    static String address(int page) {
        return page == 1 ? PATH : PATH + "?page=" + page;
    }

    /** The page of a query. What is no number is the first. */
    static int asked(Optional<String> page) {
        return page.filter(text -> text.matches("[1-9][0-9]{0,5}"))
                .map(Integer::parseInt)
                .orElse(1);
    }
}
