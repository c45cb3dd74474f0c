package dev.rostrum.service.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that people wrote with whatever editor they have: UTF-8 or UTF-16, with or without the mark in front of it. */
public final class PlainText {
    private static final char MARK = '\uFEFF';

    private PlainText() {}

    /**
     * The text without its mark.
     *
     * @throws CharacterCodingException if it is neither UTF-8 nor, by its mark, UTF-16
     */
    public static String of(byte[] bytes) throws CharacterCodingException {
        boolean marked = begins(bytes, 0xFE, 0xFF) || begins(bytes, 0xFF, 0xFE);
        Charset charset = marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    /**
     * The first line of a file, such as a password; empty where the file is.
     *
     * @throws IOException if it cannot be read; as {@link #of} otherwise
     */
    public static String firstLine(Path file) throws IOException {
        return of(Files.readAllBytes(file)).lines().findFirst().orElse("");
    }

    private static boolean begins(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }
}
