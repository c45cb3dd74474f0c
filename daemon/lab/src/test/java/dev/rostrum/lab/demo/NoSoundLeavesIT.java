package dev.rostrum.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.status.StatusSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole daemon hears a meeting; then every file that it left and every byte that it sent, to its broker and to its
 * page, is searched for any millisecond of that sound.
 */
class NoSoundLeavesIT {
    private static final int WINDOW_BYTES = 16;
    private static final double SECONDS = 12;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{24,}");

    @TempDir
    Path folder;

    @Test
    void shouldLeaveNoSoundOnDiskOrWire() throws Exception {
        DemoMeeting meeting = DemoMeeting.first(OptionalDouble.of(SECONDS));
        Set<Long> sound = windows(meeting);
        assertThat(sound).hasSizeGreaterThan(100_000);
        ByteArrayOutputStream seenByPage = new ByteArrayOutputStream();
        byte[] wire;
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Wire tapped = new Wire(URI.create(broker.url()).getPort());
                Networks networks = Networks.load(LoadedModels.Settings.defaults(), Networks.Settings.defaults())) {
            Demo.Page page = new Demo.Page(StatusSettings.defaults().withPort(0), url -> follow(url, seenByPage));
            Demo.run(
                    meeting,
                    networks,
                    new Demo.Setting(Demo.Pace.UNPACED, tapped.url(), folder, networks.hopSamples(), page),
                    event -> {});
            wire = tapped.seen();
        }

        assertThat(wire).as("the broker was told").hasSizeGreaterThan(2_000);
        assertThat(found(wire, sound)).as("on the way to the broker").isZero();
        byte[] shown;
        synchronized (seenByPage) {
            shown = seenByPage.toByteArray();
        }
        assertThat(shown).as("the page was told").hasSizeGreaterThan(1_000);
        assertThat(found(shown, sound)).as("on the way to the page").isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(found(Files.readAllBytes(file), sound))
                        .as(file.toString())
                        .isZero();
            }
        }
    }

    @Test
    void shouldFindSoundWhereThereIsSome() {
        DemoMeeting meeting = DemoMeeting.first(OptionalDouble.of(5));
        Set<Long> sound = windows(meeting);
        float[] samples = samples(meeting);
        ByteBuffer planted = ByteBuffer.allocate(3 + 2 * 40).order(ByteOrder.LITTLE_ENDIAN);
        planted.position(3);
        for (int i = 0; i < 40; i++) {
            planted.putShort((short) Math.round(samples[40_000 + i] * 32768));
        }
        byte[] coded = ("x=" + Base64.getEncoder().encodeToString(planted.array())).getBytes(StandardCharsets.UTF_8);

        assertThat(found(planted.array(), sound)).isPositive();
        assertThat(found(coded, sound)).isPositive();
        assertThat(found(new byte[4096], sound)).isZero();
    }

    /** How many windows of the sound stand in the bytes, as they are or as base64. */
    private static int found(byte[] bytes, Set<Long> sound) {
        int found = search(bytes, sound);
        Matcher runs = BASE64.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (runs.find()) {
            for (int skip = 0; skip < 4; skip++) {
                String run = runs.group().substring(skip);
                found += search(Base64.getDecoder().decode(run.substring(0, run.length() / 4 * 4)), sound);
            }
        }
        return found;
    }

    private static int search(byte[] bytes, Set<Long> sound) {
        int found = 0;
        for (int at = 0; at + WINDOW_BYTES <= bytes.length; at++) {
            found += sound.contains(key(bytes, at)) ? 1 : 0;
        }
        return found;
    }

    /** Eight samples of 16 bits or four of 32, at any place, either byte order; stretches without change left out. */
    private static Set<Long> windows(DemoMeeting meeting) {
        float[] samples = samples(meeting);
        Set<Long> windows = new HashSet<>();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer shorts = ByteBuffer.allocate(2 * samples.length).order(order);
            ByteBuffer floats = ByteBuffer.allocate(4 * samples.length).order(order);
            for (float sample : samples) {
                shorts.putShort((short) Math.clamp(Math.round(sample * 32768), -32768, 32767));
                floats.putFloat(sample);
            }
            add(shorts.array(), 2, windows);
            add(floats.array(), 4, windows);
        }
        return windows;
    }

    private static void add(byte[] bytes, int step, Set<Long> windows) {
        for (int at = 0; at + WINDOW_BYTES <= bytes.length; at += step) {
            Set<Integer> distinct = new HashSet<>();
            for (int i = 0; i < WINDOW_BYTES; i++) {
                distinct.add((int) bytes[at + i]);
            }
            if (distinct.size() >= 6) {
                windows.add(key(bytes, at));
            }
        }
    }

    /** Two halves mixed into 64 bits: an accident among millions of windows is one in ten million. */
    private static long key(byte[] bytes, int at) {
        ByteBuffer window = ByteBuffer.wrap(bytes, at, WINDOW_BYTES);
        return window.getLong() * 0x9E3779B97F4A7C15L ^ Long.rotateLeft(window.getLong() * 0xC2B2AE3D27D4EB4FL, 31);
    }

    private static float[] samples(DemoMeeting meeting) {
        try (AudioSource source = meeting.source()) {
            CaptureFormat format = source.open();
            AudioBlock block = new AudioBlock(format.channels(), 1600);
            float[] samples = new float[(int) Math.round(meeting.seconds() * format.sampleRate())];
            int filled = 0;
            while (source.read(block) == AudioSource.Outcome.FRAMES) {
                System.arraycopy(block.channel(0), 0, samples, filled, block.frames());
                filled += block.frames();
            }
            return samples;
        }
    }

    private static void follow(String url, ByteArrayOutputStream seen) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket socket = new Socket("localhost", URI.create(url).getPort())) {
                socket.getOutputStream()
                        .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                copy(socket.getInputStream(), OutputStream.nullOutputStream(), seen);
            } catch (IOException e) {
                // the demo is over
            }
        });
    }

    private static void copy(InputStream from, OutputStream to, ByteArrayOutputStream seen) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            synchronized (seen) {
                seen.write(buffer, 0, read);
            }
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    /** Stands between the daemon and its broker and keeps what passes, in both directions. */
    private static final class Wire implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private final int brokerPort;

        Wire(int brokerPort) throws IOException {
            this.brokerPort = brokerPort;
            Thread.ofPlatform().daemon().start(this::accept);
        }

        String url() {
            return "mqtt://127.0.0.1:" + server.getLocalPort();
        }

        byte[] seen() {
            synchronized (seen) {
                return seen.toByteArray();
            }
        }

        private void accept() {
            try {
                while (true) {
                    Socket near = server.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                    pass(near, far);
                    pass(far, near);
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void pass(Socket from, Socket to) {
            Thread.ofPlatform().daemon().start(() -> {
                try (from;
                        to) {
                    copy(from.getInputStream(), to.getOutputStream(), seen);
                } catch (IOException e) {
                    // one side is gone, and with it the other
                }
            });
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
