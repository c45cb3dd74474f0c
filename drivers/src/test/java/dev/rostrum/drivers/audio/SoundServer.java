package dev.rostrum.drivers.audio;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A PulseAudio server of the test's own, whose only microphone is a pipe that a thread fills at real pace. */
final class SoundServer implements AutoCloseable {
    private static final long BLOCK_NS = 20_000_000L;

    /** What ALSA takes channels for: without them PulseAudio mixes channels into each other. */
    private static final List<String> PLACES = List.of(
            "front-left", "front-right", "rear-left", "rear-right", "front-center", "lfe", "side-left", "side-right");

    private final Path folder;
    private final int channels;
    private final int rate;
    private final Process server;
    private final Thread feeder;
    private final AtomicLong toDrop = new AtomicLong();
    private volatile boolean stopping;

    SoundServer(Path folder, int channels, int rate) throws IOException {
        this.folder = folder;
        this.channels = channels;
        this.rate = rate;
        String places = String.join(",", PLACES.subList(0, channels));
        Path script = Files.writeString(
                folder.resolve("pa.pa"),
                "load-module module-native-protocol-unix auth-anonymous=1 socket="
                        + folder + "/native\nload-module module-pipe-source source_name=mics file=" + folder
                        + "/mics.pipe format=s16le rate=" + rate + " channels=" + channels + " channel_map=" + places
                        + "\nset-default-source mics\n");
        Files.deleteIfExists(folder.resolve("mics.pipe"));
        ProcessBuilder builder = new ProcessBuilder(
                "pulseaudio",
                "-n",
                "-F",
                script.toString(),
                "--exit-idle-time=-1",
                "--daemonize=no",
                "--use-pid-file=no");
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        builder.environment().put("HOME", folder.toString());
        server = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("pulseaudio.log").toFile())
                .start();
        waitFor(folder.resolve("mics.pipe"));
        waitFor(folder.resolve("native"));
        feeder = Thread.ofPlatform().daemon().start(this::feed);
    }

    /** Writes an ALSA configuration whose only device is this server. */
    Path config() throws IOException {
        String pulse = "{ type pulse server \"unix:" + folder + "/native\" ";
        return Files.writeString(
                folder.resolve("pulse.conf"),
                "</usr/share/alsa/alsa.conf>\npcm.!default " + pulse + "device \"mics\" }\nctl.!default " + pulse
                        + "}\n");
    }

    /** Leaves out this many blocks of 20 ms, at once, while time goes on. */
    void drop(int blocks) {
        toDrop.addAndGet(blocks);
    }

    /** As a pulled plug: the server is gone without a word. */
    void kill() {
        server.destroyForcibly();
    }

    private void feed() {
        int frames = rate / 50;
        try (RandomAccessFile pipe =
                new RandomAccessFile(folder.resolve("mics.pipe").toFile(), "rw")) {
            long begin = System.nanoTime();
            for (long block = 0; !stopping; block++) {
                byte[] bytes = TestPattern.frames(block * frames, frames, channels);
                LockSupport.parkNanos(begin + (block + 1) * BLOCK_NS - System.nanoTime());
                if (toDrop.get() > 0) {
                    toDrop.decrementAndGet();
                } else {
                    pipe.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void waitFor(Path file) throws IOException {
        for (int i = 0; i < 200; i++) {
            if (Files.exists(file)) {
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IOException("pulseaudio made no " + file);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            feeder.join(1000);
            server.destroy();
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
