package io.penumbra.avatar;

/**
 * Everything that one avatar is drawn from. Sex and hair colour have the joint frequencies of CelebA's training images.
 * As there, length of hair, face and clothes depend on sex, and grey hair, wrinkles and glasses depend on age.
 */
record Face(
        boolean male,
        boolean young,
        Hair hair,
        Head head,
        Attire attire,
        Pose pose,
        Backdrop backdrop,
        Light light,
        Camera camera) {
    private static final double YOUNG_WOMEN = 0.88;
    private static final double YOUNG_MEN = 0.64;

    /** Where the head is: {@code x} and {@code y} in pixels, tilt in radians, and a factor on its size. */
    record Pose(double x, double y, double tilt, double scale) {
        static Pose drawn(Draw draw) {
            return new Pose(
                    draw.normal(0, 3),
                    draw.normal(0, 3),
                    draw.normalWithin(0, 0.07, -0.3, 0.3),
                    draw.normalWithin(1, 0.04, 0.8, 1.2));
        }
    }

    /** The face of this index in the endless row of this seed. */
    static Face of(long seed, long index) {
        Draw draw = new Draw(seed, index);
        int kind = draw.weighted(71629, 66874, 22880, 1387); // non-blond women and men, blond women and men
        boolean male = kind % 2 == 1;
        boolean young = draw.chance(male ? YOUNG_MEN : YOUNG_WOMEN);
        Pigment pigment = Pigment.drawn(draw, kind >= 2, male, young);
        return new Face(
                male,
                young,
                Hair.drawn(draw, pigment, male, young),
                Head.drawn(draw, male, young, pigment),
                Attire.drawn(draw, male, young),
                Pose.drawn(draw),
                Backdrop.drawn(draw),
                Light.drawn(draw),
                Camera.drawn(draw));
    }

    /** The same face and camera, in light that is multiplied by {@code exposure}. */
    Face exposed(double exposure) {
        return new Face(male, young, hair, head, attire, pose, backdrop, light.exposed(exposure), camera);
    }
}
