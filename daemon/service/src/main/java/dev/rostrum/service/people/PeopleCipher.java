package dev.rostrum.service.people;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Galois/Counter mode (NIST SP 800-38D): "RPPL", a nonce of 12 bytes, the ciphertext with its tag of 16. */
final class PeopleCipher {
    private static final byte[] MAGIC = {'R', 'P', 'P', 'L'};
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_KEY_BYTES = 32;
    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private PeopleCipher(SecretKeySpec key) {
        this.key = key;
    }

    /** The cipher of a key file, whatever its form: the key is the file's SHA-256. */
    static PeopleCipher of(Path keyFile) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(keyFile);
        } catch (IOException e) {
            throw new IOException(
                    "people.key-file " + keyFile + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        if (bytes.length < LEAST_KEY_BYTES) {
            throw new IOException("people.key-file " + keyFile + " holds " + bytes.length + " bytes, " + LEAST_KEY_BYTES
                    + " are needed (head -c 32 /dev/urandom)");
        }
        try {
            return new PeopleCipher(
                    new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(bytes), "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isSealed(byte[] stored) {
        return stored.length > MAGIC.length + NONCE_BYTES
                && Arrays.equals(stored, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    byte[] seal(byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] hidden = cipher.doFinal(plain);
            return ByteBuffer.allocate(MAGIC.length + NONCE_BYTES + hidden.length)
                    .put(MAGIC)
                    .put(nonce)
                    .put(hidden)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param file for the message, where the key is another one or the file is damaged */
    byte[] open(byte[] stored, Path file) throws IOException {
        int begin = MAGIC.length + NONCE_BYTES;
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, stored, MAGIC.length, NONCE_BYTES);
            cipher.init(Cipher.DECRYPT_MODE, key, nonce);
            return cipher.doFinal(stored, begin, stored.length - begin);
        } catch (AEADBadTagException e) {
            throw new IOException(file + " was made with another key, or is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
