package dev.rostrum.service.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of an MQTT 5 broker as a test needs to misbehave as no real one does (the packets: MQTT 5, chapter 3). */
final class RawBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int PING = 12;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final Manners manners;

    /**
     * What it does.
     *
     * @param connackProperties of its answer to a connection
     * @param subackCode its answer to every subscription
     * @param afterwards bytes that follow the first answer to a connection
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Manners(byte[] connackProperties, int subackCode, byte[] afterwards) {}

    RawBroker(Manners manners) throws IOException {
        this.manners = manners;
        Thread.ofVirtual().start(this::listen);
    }

    String uri() {
        return "mqtt://localhost:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                int header = in.readUnsignedByte();
                byte[] body = in.readNBytes(length(in));
                answer(header, body, out);
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private void answer(int header, byte[] body, OutputStream out) throws IOException {
        switch (header >> 4) {
            case CONNECT -> {
                connections.incrementAndGet();
                int properties = manners.connackProperties().length;
                out.write(new byte[] {0x20, (byte) (3 + properties), 0, 0, (byte) properties});
                out.write(manners.connackProperties());
                out.write(manners.afterwards());
            }
            case SUBSCRIBE -> out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, (byte) manners.subackCode()});
            case PUBLISH -> {
                int topic = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
                out.write(new byte[] {0x40, 2, body[2 + topic], body[3 + topic]});
            }
            case PING -> out.write(new byte[] {(byte) 0xD0, 0});
            default -> {}
        }
        out.flush();
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int part = in.readUnsignedByte();
            length |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return length;
            }
        }
    }
}
