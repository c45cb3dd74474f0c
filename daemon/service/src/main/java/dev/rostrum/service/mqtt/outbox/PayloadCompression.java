package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes payloads small for the disk: deflate (RFC 1951, in the zlib form of RFC 1950) with a preset dictionary of what all
 * payloads share, so that a single short one shrinks too. Confined to the MQTT thread.
 */
final class PayloadCompression implements AutoCloseable {
    /** What is most common stands last, as deflate likes it. A change makes what lies on disk unreadable. */
    private static final byte[] DICTIONARY = """
            {"covers":1,"reason":"dropped","running":true,"from":0,"part":1,"parts":1,"turns":[{"id":\
            {"kind":"started","kind":"ended","kind":"gap","kind":"summary","speechSeconds":,"overlapSeconds":0.0,\
            "silenceSeconds":,"speakers":[{"speaker":"S1","talkSeconds":0.,"share":0.,"turns":,"first":,"last":},\
            {"batch":1,"part":1,"parts":1,"changes":[{"op":"withdraw","id":1,"revision":1},{"op":"replace","turn":\
            {"id":1,"revision":1,"speaker":"S3","from":160000,"to":320000,"stage":"closed","certainty":"confirmed",\
            "confidence":0.97,"azimuth":0}},{"turn":{"id":12,"revision":0,"speaker":"S2","name":"","from":16000,"to":\
            24000,"stage":"open","certainty":"provisional","confidence":1.0},"meeting":1,"event":12,"schema":1,"unit":\
            "rostrum-","boot":"","seq":123,"position":,"rate":16000,"time":"2026-01-01T00:00:00.000Z","clockSynced":\
            true}""".getBytes(US_ASCII);

    private static final int MAX_UNPACKED = 16_000_000;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    private final Inflater inflater = new Inflater();
    private byte[] scratch = new byte[4096];

    /** The small form. */
    byte[] pack(byte[] payload) {
        deflater.reset();
        deflater.setDictionary(DICTIONARY);
        deflater.setInput(payload);
        deflater.finish();
        int length = 0;
        while (!deflater.finished()) {
            length = grownIfFull(length);
            length += deflater.deflate(scratch, length, scratch.length - length);
        }
        return Arrays.copyOf(scratch, length);
    }

    /**
     * What {@link #pack} was given.
     *
     * @throws IOException if these bytes did not come from there
     */
    byte[] unpack(byte[] packed) throws IOException {
        inflater.reset();
        inflater.setInput(packed);
        int length = 0;
        try {
            while (!inflater.finished()) {
                length = grownIfFull(length);
                int more = inflater.inflate(scratch, length, scratch.length - length);
                length += more;
                if (inflater.needsDictionary()) {
                    inflater.setDictionary(DICTIONARY);
                } else if ((more == 0 && !inflater.finished()) || length > MAX_UNPACKED) {
                    throw new IOException("a stored payload is damaged");
                }
            }
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("a stored payload is damaged", e);
        }
        return Arrays.copyOf(scratch, length);
    }

    /** Frees native memory. */
    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }

    private int grownIfFull(int length) {
        if (length == scratch.length) {
            scratch = Arrays.copyOf(scratch, 2 * scratch.length);
        }
        return length;
    }
}
