package dev.rostrum.service.status;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to one request; the connection ends with it. Its connection's thread. */
final class Exchange {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final OutputStream out;
    private final Runnable lasting;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean bare;

    /** @param lasting told where the answer goes on until somebody ends it */
    Exchange(OutputStream out, Runnable lasting) {
        this.out = out;
        this.lasting = lasting;
    }

    /** The headers alone are wanted. */
    void leaveOutTheBody() {
        bare = true;
    }

    /** Sets a header of the answer. */
    void header(String name, String value) {
        headers.put(name, value);
    }

    /** Answers, once. */
    void respond(int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        header("Content-Type", type);
        header("Content-Length", String.valueOf(bytes.length));
        sendHead(status);
        if (!bare) {
            out.write(bytes);
        }
        out.flush();
    }

    /** An answer of text with a reason. */
    void refuse(int status, String why) throws IOException {
        respond(status, TEXT, why + "\n");
    }

    /** Sends the browser to another page of this unit. */
    void redirect(String to) throws IOException {
        header("Location", to);
        respond(303, TEXT, "");
    }

    /** Begins an answer without an end. */
    OutputStream stream(String type) throws IOException {
        header("Content-Type", type);
        sendHead(200);
        out.flush();
        lasting.run();
        return out;
    }

    private void sendHead(int status) throws IOException {
        header("Connection", "close");
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String reason(int status) {
        return switch (status / 100) {
            case 2 -> "OK";
            case 3 -> "See Other";
            default -> "Refused";
        };
    }
}
