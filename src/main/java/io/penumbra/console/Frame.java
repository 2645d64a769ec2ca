package io.penumbra.console;

import java.util.List;
import java.util.Optional;

/**
 * What every page has around it.
 *
 * @param title of the browser's window
 * @param current address of the page in the navigation; empty for none
 * @param self the page's own address, with its query
 * @param asOf all that was counted before this time is on the page; empty while that is not known
 * @param images how many were scored
 * @param reader who reads it
 * @param version changes with the stylesheet and the scripts, so that a browser does not use old ones
 */
record Frame(
        String title,
        String current,
        String self,
        Optional<String> asOf,
        String images,
        Reader reader,
        String version) {
    private static final List<Link> PAGES = List.of(
            new Link("/", "Rollout"),
            new Link("/candidates", "Candidates"),
            Link.ofPictures("/audit", "Audit"),
            Link.ofPictures("/gallery", "Gallery"),
            new Link("/drift", "Drift"),
            new Link("/stream", "Stream"));

    /** The pages that the reader may open. */
    public List<Link> pages() {
        return PAGES.stream().filter(this::isFor).toList();
    }

    /** Whether the reader may open what is behind a link. */
    public boolean isFor(Link link) {
        return !link.pictures() || reader.pictures();
    }

    public boolean isCurrent(Link page) {
        return page.address().equals(current);
    }
}
