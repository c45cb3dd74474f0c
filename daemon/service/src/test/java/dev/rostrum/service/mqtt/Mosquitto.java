package dev.rostrum.service.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real mosquitto process on a free port of the loopback, to be started, killed and started again. */
public final class Mosquitto implements AutoCloseable {
    private static final long START_TIMEOUT_NS = 10_000_000_000L;

    private final Path folder;
    private final int port;
    private final List<String> extraLines;
    private Process process;

    /** Starts a broker that lets anybody in, unless the extra lines of configuration say otherwise. */
    public static Mosquitto start(Path folder, String... extraLines) {
        Mosquitto broker = new Mosquitto(folder, freePort(), List.of(extraLines));
        broker.up();
        return broker;
    }

    /** A broker that is not there yet. */
    static Mosquitto absent(Path folder, String... extraLines) {
        return new Mosquitto(folder, freePort(), List.of(extraLines));
    }

    @SuppressWarnings("NullAway.Init") // the process comes with up()
    private Mosquitto(Path folder, int port, List<String> extraLines) {
        Assumptions.assumeTrue(binary().isPresent(), "mosquitto is not installed (Debian package mosquitto)");
        this.folder = folder;
        this.port = port;
        this.extraLines = extraLines;
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "mqtt://localhost:" + port;
    }

    /** Starts the process and waits until it listens. */
    public void up() {
        try {
            Path config = folder.resolve("mosquitto-" + port + ".conf");
            boolean own = extraLines.stream().anyMatch(l -> l.startsWith("allow_anonymous"));
            Files.write(
                    config,
                    Stream.concat(
                                    Stream.of(
                                            "user root", // else, run by root, it may not write to the test's folder
                                            "listener " + port + " localhost",
                                            own ? "" : "allow_anonymous true",
                                            "max_queued_messages 100000"),
                                    extraLines.stream())
                            .toList());
            process = new ProcessBuilder(binary().orElseThrow().toString(), "-c", config.toString(), "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            awaitPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process without warning. */
    public void down() {
        process.destroyForcibly();
        await(process);
    }

    /** Asks the process to end, which lets it save its sessions. */
    public void stop() {
        process.destroy();
        await(process);
    }

    /** Stops the process in its tracks or lets it go on: {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException {
        await(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
    }

    Path log() {
        return folder.resolve("mosquitto-" + port + ".log");
    }

    @Override
    public void close() {
        if (process != null) {
            down();
        }
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + START_TIMEOUT_NS;
        while (true) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getByName("localhost"), port), 200);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IOException("mosquitto does not listen: " + Files.readString(log()), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.util.Optional<Path> binary() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
