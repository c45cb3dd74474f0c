package dev.rostrum.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.settings.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordBinderTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    record Seat(
            @Key("x") String name,
            @Key(value = "x", unit = "m", min = 0) double distance) {}

    record Inner(@Key("x") boolean on, int hidden) {}

    record Everything(
            @Key(value = "x", min = 1, max = 8) int count,
            @Key(value = "x", unit = "B") long size,
            @Key(value = "x", unit = "dB") double noiseFloor,
            @Key(value = "x", min = 0.5, max = 5) Duration pause,
            @Key("x") Colour colour,
            @Key("x") Path file,
            @Key("x") Optional<Integer> exact,
            @Key("x") List<Integer> use,
            @Key("x") List<Seat> seats,
            @Key("x") Inner inner,
            @Key("x") String name) {
        Everything {
            if (count == 7) {
                throw new IllegalArgumentException("count=7 brings bad luck");
            }
        }
    }

    record Foreign(int lines) {}

    record ForeignKeys(@Key(value = "x", min = 1) int lines) {}

    private static final Everything BASE = new Everything(
            2,
            10,
            -40,
            Duration.ofSeconds(1),
            Colour.RED,
            Path.of("a"),
            Optional.empty(),
            List.of(1),
            List.of(),
            new Inner(false, 5),
            "n");

    private final Problems problems = new Problems();

    private Everything bind(String text) {
        return new YamlReader("f", problems)
                .read(text)
                .map(section -> new RecordBinder(new Keys(Map.of()), problems).bind(BASE, section))
                .orElse(BASE);
    }

    private List<String> problemsOf(String text) {
        bind(text);
        try {
            problems.throwIfAny();
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    @Test
    void shouldReadEveryType() {
        Everything read = bind("""
                count: 3
                size: 64MB
                noise-floor: -30dB
                pause: 500ms
                colour: dark-blue
                file: /tmp/x
                exact: 4
                use: [1, 2]
                seats:
                  - {name: door, distance: 120cm}
                inner:
                  on: true
                name: '12'
                """);

        assertThat(problemsOf("")).isEmpty();
        assertThat(read)
                .isEqualTo(new Everything(
                        3,
                        64_000_000,
                        -30,
                        Duration.ofMillis(500),
                        Colour.DARK_BLUE,
                        Path.of("/tmp/x"),
                        Optional.of(4),
                        List.of(1, 2),
                        List.of(new Seat("door", 1.2)),
                        new Inner(true, 5),
                        "12"));
    }

    @Test
    void shouldKeepDefaultsOfWhatIsNotSaid() {
        assertThat(bind("inner:\ncount: 2")).isEqualTo(BASE);
        assertThat(problemsOf("inner:")).isEmpty();
    }

    @Test
    void shouldSayAllProblemsWithLineAndColumn() {
        assertThat(problemsOf("""
                        cuont: 3
                        size: many
                        pause: 10s
                        colour: green
                        inner:
                          on: yes
                          hidden: 3
                        use: 4
                        exact: 1.5
                        seats: [{name: door}]
                        """))
                .containsExactlyInAnyOrder(
                        "f:1:1: unknown key 'cuont'; did you mean 'count'?",
                        "f:2:7: 'size' is 'many', must be a number in B, kB, MB, GB",
                        "f:3:8: 'pause' is '10s', must be from 500ms to 5s",
                        "f:4:9: 'colour' is 'green', must be one of red, dark-blue",
                        "f:6:7: 'on' is 'yes', must be true or false",
                        "f:7:3: unknown key 'hidden'; here may stand on",
                        "f:8:6: 'use' must be a list such as [a, b]",
                        "f:9:8: 'exact' is '1.5', must be a whole number",
                        "f:10:9: needs distance as well");
    }

    @Test
    void shouldPassOnWhatTheRecordRefuses() {
        assertThat(problemsOf("\ncount: 7")).containsExactly("f:2:1: count=7 brings bad luck");
        assertThat(bind("count: 7").count()).isEqualTo(2);
    }

    @Test
    void shouldRefuseKeyWithoutValue() {
        assertThat(problemsOf("count:\nname: ~\npause: {a: 1}"))
                .containsExactlyInAnyOrder(
                        "f:1:7: 'count' has no value, must be whole number from 1 to 8",
                        "f:2:7: 'name' has no value, must be text",
                        "f:3:8: 'pause' must be duration from 500ms to 5s");
    }

    @Test
    void shouldTakeKeysFromTheStandIn() {
        Keys keys = new Keys(Map.of(Foreign.class, ForeignKeys.class));
        ConfigNode.Section section =
                new YamlReader("f", problems).read("lines: 4").orElseThrow();

        assertThat(new RecordBinder(keys, problems).bind(new Foreign(1), section))
                .isEqualTo(new Foreign(4));
    }
}
