package dev.rostrum.service.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Carries every problem found, each a line {@code file:line:column: what to do}. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems at least one line, complete sentences */
    public ConfigException(List<String> problems) {
        super(problems.stream().collect(Collectors.joining(System.lineSeparator())));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems=[]");
        }
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
