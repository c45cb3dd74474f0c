package dev.rostrum.service.status;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a request of HTTP/1.1 (RFC 9112) as strictly as it is written there, and no more of it than the page can need.
 * Plain.
 */
final class RequestReader {
    /** A form with the longest name is a third of it. */
    private static final int MOST_BODY_BYTES = 2048;

    private static final int MOST_HEAD_BYTES = 16_384;
    private static final int MOST_HEADERS = 64;
    private static final Pattern FIRST_LINE = Pattern.compile("([A-Z]{1,20}) (/[!-~]*) HTTP/1\\.[01]");
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t -~\u0080-\u00ff]*)");

    private RequestReader() {}

    /** What arrived is not answered as it was meant. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Refusal(int status, String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * The one request of a connection.
     *
     * @param in buffered
     * @throws Refusal if it is malformed or too long; then {@code in} is anywhere within it
     * @throws IOException if it does not come to its end
     */
    static Request read(InputStream in, Origin from) throws IOException, Refusal {
        String[] lines = head(in).split("\r\n", -1);
        Matcher first = FIRST_LINE.matcher(lines[0]);
        if (!first.matches()) {
            throw new Refusal(400, "this is no request of HTTP/1.1 for a page of this unit");
        }
        Map<String, List<String>> headers = headers(lines);
        String[] target = first.group(2).split("\\?", 2);
        String body = first.group(1).equals("POST") ? body(in, headers) : "";
        return new Request(first.group(1), target[0], target.length > 1 ? target[1] : "", headers, body, from);
    }

    /** All before the empty line. */
    private static String head(InputStream in) throws IOException, Refusal {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        int ends = 0; // how much of CR LF CR LF has come
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the other side left within its request");
            }
            if (head.size() >= MOST_HEAD_BYTES) {
                throw new Refusal(431, "at most " + MOST_HEAD_BYTES + " bytes before the body");
            }
            head.write(next);
            if (next == (ends % 2 == 0 ? '\r' : '\n')) {
                ends++;
            } else {
                ends = next == '\r' ? 1 : 0;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1).substring(0, head.size() - 4);
    }

    private static Map<String, List<String>> headers(String[] lines) throws Refusal {
        if (lines.length - 1 > MOST_HEADERS) {
            throw new Refusal(431, "at most " + MOST_HEADERS + " headers");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher header = HEADER.matcher(lines[i]);
            if (!header.matches()) {
                throw new Refusal(400, "a header is malformed");
            }
            headers.computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.group(2).strip());
        }
        return headers;
    }

    private static String body(InputStream in, Map<String, List<String>> headers) throws IOException, Refusal {
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        if (headers.containsKey("transfer-encoding")
                || lengths.size() != 1
                || !lengths.getFirst().matches("\\d{1,9}")) {
            throw new Refusal(411, "say the length of the form");
        }
        int length = Integer.parseInt(lengths.getFirst());
        if (length > MOST_BODY_BYTES) {
            throw new Refusal(413, "at most " + MOST_BODY_BYTES + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the other side left within its form");
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
