package io.penumbra.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A link that says what is behind it.
 *
 * @param pictures whether pictures are behind it, which only auditors may see
 */
record Link(String address, String text, boolean pictures) {
    /** A link to a page without pictures. */
    Link(String address, String text) {
        this(address, text, false);
    }

    /** A link to a page with pictures. */
    static Link ofPictures(String address, String text) {
        return new Link(address, text, true);
    }

    static Link candidate(String name, String text) {
        return new Link(Addresses.candidate(name), text);
    }

    /** Addresses of the pages. */
    static final class Addresses {
        private Addresses() {}

        static String candidate(String name) {
            return "/candidates/" + encoded(name);
        }

        static String audit(String candidate) {
            return "/audit?candidate=" + encoded(candidate);
        }

        static String gallery(String candidate) {
            return "/gallery?candidate=" + encoded(candidate);
        }

        /** The exemplars of a subgroup. */
        static String gallery(String candidate, String subgroup) {
            return gallery(candidate) + (subgroup.equals("all") ? "" : "&subgroup=" + encoded(subgroup));
        }

        static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
