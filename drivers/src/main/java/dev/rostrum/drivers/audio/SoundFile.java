package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A WAV or FLAC file, told apart by its first bytes; every complaint names the file, the fault and the remedy. */
public final class SoundFile implements AutoCloseable {
    private static final int MIN_MILLIS = AudioFileSource.MIN_MILLIS;
    private static final int MIN_RATE = 8_000;
    private static final int MAX_RATE = 192_000;
    private static final String FLAC_MAGIC = "fLaC";

    private final String name;
    private final SampleReader reader;

    private SoundFile(String name, SampleReader reader) {
        this.name = name;
        this.reader = reader;
    }

    /** Opens a file and checks all that its header can tell. */
    static SoundFile open(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw refusal(name, "it is a folder; name a WAV or FLAC file", null);
        }
        try {
            return open(Files.newInputStream(file), Files.size(file), name);
        } catch (NoSuchFileException e) {
            throw refusal(name, "there is no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw refusal(name, "permission denied; make it readable for this user", e);
        } catch (IOException e) {
            throw refusal(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** Opens a stream of {@code bytes} bytes as if it were the file {@code name}; takes the stream over. */
    static SoundFile open(InputStream stream, long bytes, String name) {
        try {
            SampleReader reader = choose(stream, bytes);
            check(reader);
            return new SoundFile(name, reader);
        } catch (IOException | RuntimeException e) {
            DeviceException refused = refusal(name, reason(e), e);
            try {
                stream.close();
            } catch (IOException second) {
                refused.addSuppressed(second);
            }
            throw refused;
        }
    }

    /**
     * All samples of a sound file of one channel that is already in memory.
     *
     * @param content WAV or FLAC
     * @param name for complaints
     */
    public static float[] readMono(byte[] content, String name) {
        try (SoundFile file = open(new ByteArrayInputStream(content), content.length, name)) {
            if (file.format().channels() != 1 || file.totalFrames() < 0) {
                throw refusal(name, "it has " + file.format().channels() + " channels where one is needed", null);
            }
            float[][] samples = new float[1][Math.toIntExact(file.totalFrames())];
            int frames = file.read(samples, samples[0].length);
            return Arrays.copyOf(samples[0], frames);
        }
    }

    private static SampleReader choose(InputStream stream, long bytes) throws IOException {
        if (bytes == 0) {
            throw new IOException("it is empty (0 bytes); record it again");
        }
        BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
        in.mark(FLAC_MAGIC.length());
        String magic = new String(in.readNBytes(FLAC_MAGIC.length()), StandardCharsets.ISO_8859_1);
        in.reset();
        return magic.equals(FLAC_MAGIC) ? new FlacReader(in) : new WavReader(in, bytes);
    }

    private static void check(SampleReader reader) throws IOException {
        int rate = reader.format().sampleRate();
        if (rate < MIN_RATE || rate > MAX_RATE) {
            throw new IOException("its rate is " + rate + " Hz, which is not read; convert it to a rate from "
                    + MIN_RATE + " to " + MAX_RATE + " Hz, best 16000");
        }
        long frames = reader.totalFrames();
        if (frames >= 0 && frames * 1000 < (long) MIN_MILLIS * rate) {
            throw new IOException("it holds " + frames + " frames, less than " + MIN_MILLIS
                    + " ms, too little to hear a voice in; give a longer file");
        }
    }

    CaptureFormat format() {
        return reader.format();
    }

    /** By the header; -1 where it does not say. */
    long totalFrames() {
        return reader.totalFrames();
    }

    String name() {
        return name;
    }

    /** As {@link SampleReader#read}, with complaints that name the file. */
    int read(float[][] into, int maxFrames) {
        try {
            return reader.read(into, maxFrames);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw refusal(name, reason(e), e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw refusal(name, reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException ? String.valueOf(e.getMessage()) : "it is damaged (" + e + ")";
    }

    private static DeviceException refusal(String name, String reason, @Nullable Throwable cause) {
        return new DeviceException("cannot read " + name + ": " + reason, cause);
    }
}
