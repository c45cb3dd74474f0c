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
    private static final int ID3_BYTES = 10;
    private static final int ID3_FOOTER = 0x10;

    private final String name;
    private final SampleReader reader;
    private final Findings findings;
    private final float[][] head;
    private int headUsed;

    /** Reads the first {@link #MIN_MILLIS}: what is shorter, or wrong there already, is refused. */
    private SoundFile(String name, SampleReader reader, Findings findings) throws IOException {
        this.name = name;
        this.reader = reader;
        this.findings = findings;
        int least = Math.ceilDiv(reader.format().sampleRate() * MIN_MILLIS, 1000);
        head = new float[reader.format().channels()][least];
        int frames = reader.read(head, 0, least);
        if (frames < least) {
            throw new IOException("it holds " + frames + " frames, less than " + MIN_MILLIS
                    + " ms, too little to hear a voice in; give a longer file");
        }
    }

    /** Opens a file, or the standard input for {@code -}, and checks all that its header can tell. */
    static SoundFile open(Path file) {
        if (file.equals(AudioFileSource.STANDARD_INPUT)) {
            return open(System.in, -1, "the standard input");
        }
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw refusal(name, "it is a folder; name a WAV or FLAC file", null);
        }
        try {
            return open(Files.newInputStream(file), Files.isRegularFile(file) ? Files.size(file) : -1, name);
        } catch (NoSuchFileException e) {
            throw refusal(name, "there is no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw refusal(name, "permission denied; make it readable for this user", e);
        } catch (IOException e) {
            throw refusal(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** Opens a stream of {@code bytes} bytes, -1 for unknown, as if it were the file {@code name}; takes it over. */
    static SoundFile open(InputStream stream, long bytes, String name) {
        try {
            Findings findings = new Findings(name);
            SampleReader reader = choose(stream, bytes, findings);
            check(reader);
            return new SoundFile(name, reader, findings);
        } catch (IOException e) {
            DeviceException refused = refusal(name, String.valueOf(e.getMessage()), e);
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
            file.report().requireWhole();
            return Arrays.copyOf(samples[0], frames);
        }
    }

    private static SampleReader choose(InputStream stream, long bytes, Findings findings) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
        long tags = skipTags(in);
        in.mark(FLAC_MAGIC.length());
        String magic = new String(in.readNBytes(FLAC_MAGIC.length()), StandardCharsets.ISO_8859_1);
        in.reset();
        if (magic.isEmpty() && tags == 0) {
            throw new IOException("it is empty (0 bytes); record it again");
        }
        return magic.equals(FLAC_MAGIC)
                ? new FlacReader(in, findings)
                : new WavReader(in, bytes < 0 ? -1 : bytes - tags, findings);
    }

    /** Passes over ID3v2 tags, which some programs put in front of anything; their bytes. */
    private static long skipTags(BufferedInputStream in) throws IOException {
        long bytes = 0;
        while (true) {
            in.mark(ID3_BYTES);
            byte[] head = in.readNBytes(ID3_BYTES);
            if (head.length < ID3_BYTES || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
                in.reset();
                return bytes;
            }
            int size = 0;
            for (int i = 6; i < ID3_BYTES; i++) {
                size = (size << 7) | (head[i] & 0x7F);
            }
            size += (head[5] & ID3_FOOTER) != 0 ? ID3_BYTES : 0;
            bytes += ID3_BYTES + in.readNBytes(size).length;
        }
    }

    private static void check(SampleReader reader) throws IOException {
        int rate = reader.format().sampleRate();
        if (rate < MIN_RATE || rate > MAX_RATE) {
            throw new IOException("its rate is " + rate + " Hz, which is not read; convert it to a rate from "
                    + MIN_RATE + " to " + MAX_RATE + " Hz, best " + CaptureFormat.SPEECH_RATE);
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

    /**
     * The next frames, fewer at the end only.
     *
     * @param into {@code [channel][frame]}, filled from index 0 with samples in [-1, 1]
     * @return frames decoded, 0 at the end
     * @throws DeviceException naming the file
     */
    int read(float[][] into, int maxFrames) {
        int ready = Math.min(maxFrames, head[0].length - headUsed);
        for (int channel = 0; channel < head.length && ready > 0; channel++) {
            System.arraycopy(head[channel], headUsed, into[channel], 0, ready);
        }
        headUsed += ready;
        try {
            return ready + reader.read(into, ready, maxFrames - ready);
        } catch (IOException e) {
            throw refusal(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** What was found out so far. */
    SourceReport report() {
        return findings.report();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw refusal(name, String.valueOf(e.getMessage()), e);
        }
    }

    private static DeviceException refusal(String name, String reason, @Nullable Throwable cause) {
        return new DeviceException("cannot read " + name + ": " + reason, cause);
    }
}
