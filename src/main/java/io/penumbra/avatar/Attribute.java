package io.penumbra.avatar;

import java.util.function.Predicate;

/** The attributes of CelebA that a drawn face has, in CelebA's order. */
enum Attribute {
    BALD("Bald", face -> face.hair().bald()),
    BANGS("Bangs", face -> face.hair().bangs()),
    BLACK_HAIR("Black_Hair", face -> face.hair().pigment().isBlack()),
    BLOND_HAIR("Blond_Hair", face -> face.hair().pigment().isBlond()),
    BROWN_HAIR("Brown_Hair", face -> face.hair().pigment().isBrown()),
    EYEGLASSES("Eyeglasses", face -> face.attire().glasses()),
    GRAY_HAIR("Gray_Hair", face -> face.hair().pigment().isGrey()),
    MALE("Male", Face::male),
    NO_BEARD("No_Beard", face -> face.head().features().beard() == 0),
    WEARING_HAT("Wearing_Hat", face -> face.attire().hat() != Attire.Hat.NONE),
    YOUNG("Young", Face::young);

    private final String text;
    private final Predicate<Face> test;

    Attribute(String text, Predicate<Face> test) {
        this.text = text;
        this.test = test;
    }

    /** Its name in the list of attributes. */
    String text() {
        return text;
    }

    boolean of(Face face) {
        return test.test(face);
    }
}
