package io.penumbra.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> says: HMAC-SHA256 of {@code
 * id.seconds.body}.
 */
public final class Signature {
    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;
    private static final int MOST = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private Signature(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Signs with a secret.
     *
     * @param secret {@code whsec_} and 24 to 64 bytes in base64
     * @throws IllegalArgumentException if it is not; the message does not give it away
     */
    public static Signature of(String secret) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < LEAST || key.length > MOST) {
            throw new IllegalArgumentException(
                    "the secret is not " + PREFIX + " and " + LEAST + " to " + MOST + " bytes in base64");
        }
        return new Signature(key);
    }

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param seconds the value of {@code webhook-timestamp}, since the epoch
     */
    String sign(String id, long seconds, byte[] body) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this JDK cannot sign with " + ALGORITHM, e);
        }
    }
}
