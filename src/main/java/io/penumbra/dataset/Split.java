package io.penumbra.dataset;

/** How avatars are divided among the three partitions of CelebA. */
public enum Split {
    /** CelebA's own shares, in its order: the first 80.3 % train, the next 9.8 % validate, the rest test. */
    CELEBA {
        @Override
        public int partition(int position, int count) {
            long image = (long) position * (TRAIN + VALID + TEST) / count;
            return image < TRAIN ? 0 : image < TRAIN + VALID ? 1 : 2;
        }
    },

    /** All avatars test. */
    TEST_ONLY {
        @Override
        public int partition(int position, int count) {
            return 2;
        }
    };

    private static final int TRAIN = 162_770;
    private static final int VALID = 19_867;
    private static final int TEST = 19_962;

    /**
     * The number of the partition: 0 to train, 1 to validate, 2 to test.
     *
     * @param position of the avatar among {@code count}, from 0
     */
    public abstract int partition(int position, int count);
}
