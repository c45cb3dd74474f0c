package dev.rostrum.lab.demo;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** A real MQTT 5 broker inside this process, on loopback and a free port, with nothing kept. It calls nobody. */
public final class EmbeddedBroker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedHiveMQ broker;

    private EmbeddedBroker(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.broker = serve(folder);
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @throws IOException if it cannot be started
     */
    public static EmbeddedBroker start() throws IOException {
        Path folder = Files.createTempDirectory("rostrum-broker");
        int port = freePort();
        for (String part : List.of("conf", "data", "extensions")) {
            Files.createDirectory(folder.resolve(part));
        }
        Files.writeString(folder.resolve("conf/config.xml"), config(port));
        return new EmbeddedBroker(folder, port);
    }

    /** Goes away, forgets everything, and comes back at the same place. */
    public void restart() throws IOException {
        stop();
        broker = serve(folder);
    }

    /** Where it serves. */
    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** Stops the broker and removes what it left. */
    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static EmbeddedHiveMQ serve(Path folder) throws IOException {
        EmbeddedHiveMQ made = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folder.resolve("conf"))
                .withDataFolder(folder.resolve("data"))
                .withExtensionsFolder(folder.resolve("extensions"))
                .build();
        try {
            made.start().join();
            return made;
        } catch (CompletionException e) {
            throw new IOException("the embedded broker did not start: " + e.getCause(), e);
        }
    }

    private void stop() throws IOException {
        try {
            broker.stop().join();
        } catch (CompletionException e) {
            throw new IOException("the embedded broker did not stop: " + e.getCause(), e);
        }
    }

    private static String config(int port) {
        return """
            <?xml version="1.0"?>
            <hivemq>
              <listeners><tcp-listener>
                <port>%d</port><bind-address>127.0.0.1</bind-address>
              </tcp-listener></listeners>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """.formatted(port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
