package dev.rostrum.service.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param path as it was sent, without the query; nothing is decoded
 * @param query behind the question mark; empty where there is none
 * @param headers by lower-case name, in order
 * @param body of a POST; else empty
 */
record Request(String method, String path, String query, Map<String, List<String>> headers, String body, Origin from) {
    Request {
        headers = Map.copyOf(headers);
    }

    /** Every value of a header; {@code name} in lower case. */
    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a header; {@code name} in lower case. */
    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
