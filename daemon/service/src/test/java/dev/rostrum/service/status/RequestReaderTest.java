package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rostrum.service.status.RequestReader.Refusal;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final Origin SOMEBODY = new Origin("a", false);

    @Test
    void shouldReadARequest() throws Exception {
        Request request = read("POST /login?a=%2F HTTP/1.1\r\nHOST:  unit:8750 \r\ncontent-Length: 3\r\nX-A: 1\r\n"
                + "x-a:\r\n\r\nt=\u00e9");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/login");
        assertThat(request.query()).isEqualTo("a=%2F");
        assertThat(request.all("host")).isEqualTo(List.of("unit:8750"));
        assertThat(request.all("x-a")).isEqualTo(List.of("1", ""));
        assertThat(request.body()).as("no more of it than was said").hasSize(3);
        assertThat(request.from()).isEqualTo(SOMEBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/2",
                "GET  / HTTP/1.1",
                "get / HTTP/1.1",
                "GET /\u0000 HTTP/1.1",
                "GET http://evil.example/ HTTP/1.1",
                "GET / HTTP/1.1\r\n Host: folded",
                "GET / HTTP/1.1\r\nHost : unit",
                "GET / HTTP/1.1\r\nHost",
                "GET / HTTP/1.1\r\n: unit",
                "GET / HTTP/1.1\r\nX: a\nHost: unit",
                "GET / HTTP/1.1\r\nX: a\rHost: unit",
                "GET / HTTP/1.1\r\nX: \u0000"
            })
    void shouldRefuseWhatIsMalformed(String head) {
        assertThat(catchThrowableOfType(Refusal.class, () -> read(head + "\r\n\r\n"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "X: y, 411",
        "Content-Length: 1|Content-Length: 1, 411",
        "Content-Length: -1, 411",
        "Content-Length: 0x1, 411",
        "Content-Length: 1|Transfer-Encoding: chunked, 411",
        "Content-Length: 2049, 413",
        "Content-Length: 999999999, 413"
    })
    void shouldRefuseABodyWhoseLengthIsUnclear(String headers, int status) {
        String request = "POST / HTTP/1.1\r\n" + headers.replace("|", "\r\n") + "\r\n\r\nx";

        assertThat(catchThrowableOfType(Refusal.class, () -> read(request)).status())
                .isEqualTo(status);
    }

    @Test
    void shouldRefuseMoreThanThePageNeeds() {
        String begin = "GET / HTTP/1.1\r\n";

        assertThat(catchThrowableOfType(Refusal.class, () -> read(begin + "X: y\r\n".repeat(65) + "\r\n"))
                        .status())
                .isEqualTo(431);
        assertThat(catchThrowableOfType(Refusal.class, () -> read(begin + "X: " + "y".repeat(17_000)))
                        .status())
                .isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n12345678"})
    void shouldTellWhereTheOtherSideLeaves(String part) {
        assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
    }

    private static Request read(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return RequestReader.read(new ByteArrayInputStream(bytes), SOMEBODY);
    }
}
