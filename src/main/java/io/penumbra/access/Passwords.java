package io.penumbra.access;

import io.penumbra.process.Background;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares passwords. A comparison is slow on purpose, so one thread of its own makes it and few may wait. What it found
 * right is remembered as a keyed hash, so that each request of a machine does not cost as much.
 */
@Singleton
class Passwords {
    private static final int MOST_WAITING = 32;
    /** Bytes; bcrypt does not see what follows. */
    static final int LONGEST = 72;

    private static final String MAC = "HmacSHA256";
    /** Of no password, so that an unknown name takes as long as a known one. */
    private static final String NOBODY = BcryptUtil.bcryptHash("nobody", 10);

    private final Access access;
    private final SecretKeySpec key;
    private final Map<String, byte[]> right = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor comparing = new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MOST_WAITING), Background.daemons("passwords"));

    Passwords(Access access) {
        this.access = access;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, MAC);
    }

    /**
     * The user of this name and password; empty if there is none.
     *
     * @return fails with {@link RejectedExecutionException} if too many wait already
     */
    Uni<Optional<User>> check(String name, String password) {
        Optional<User> user = access.user(name);
        byte[] hash = keyed(user.map(User::hash).orElse("") + '\n' + password);
        byte[] known = right.get(name);
        if (user.isPresent() && known != null && MessageDigest.isEqual(known, hash)) {
            return Uni.createFrom().item(user);
        }
        return Uni.createFrom().<Optional<User>>emitter(done -> {
            try {
                comparing.execute(() -> {
                    boolean same = matches(password, user.map(User::hash).orElse(NOBODY));
                    if (same && user.isPresent()) {
                        right.put(name, hash);
                    }
                    done.complete(user.filter(found -> same));
                });
            } catch (RejectedExecutionException e) {
                done.fail(e);
            }
        });
    }

    static boolean matches(String password, String hash) {
        // what Python and Go call 2b is what others call 2y
        return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && BcryptUtil.matches(password, hash.replaceFirst("^\\$2b\\$", "\\$2y\\$"));
    }

    private byte[] keyed(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
