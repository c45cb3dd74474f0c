package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.cli.Commands;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;

class LabCommandsTest {
    /** Whole numbers that count things. */
    private static final Set<String> COUNTS = Set.of("--jobs", "--loops", "--port", "--units", "--seed");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = TestConsole.of(out, out);

    @Test
    void shouldBeNamedOnAUnit() {
        List<String> names =
                LabCommands.all(console).stream().map(LabCommandsTest::name).toList();

        assertThat(names).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(Commands.OF_A_SOURCE_TREE);
    }

    @Test
    void shouldBeOfferedBesideThoseOfAUnit() {
        assertThat(Lab.run(console)).isZero();
        assertThat(said())
                .contains("  run ", "  doctor ")
                .contains(LabCommands.all(console).stream()
                        .filter(command ->
                                !command.getClass().getAnnotation(Command.class).hidden())
                        .map(command -> "  " + name(command) + " ")
                        .toList());
    }

    @Test
    void shouldMeetNoQuantityWithoutUnitOnAnyCommandLine() {
        List<ArgSpec> numbers = Stream.of(Commands.all(console), LabCommands.all(console))
                .flatMap(List::stream)
                .flatMap(command -> withSubcommands(new CommandLine(command)))
                .flatMap(command -> command.getCommandSpec().args().stream())
                .filter(arg -> arg.type().isPrimitive() || Number.class.isAssignableFrom(arg.type()))
                .filter(arg -> arg.type() != boolean.class)
                .toList();

        assertThat(numbers).isNotEmpty().allSatisfy(arg -> {
            assertThat(arg.isOption()).isTrue();
            assertThat(COUNTS).contains(((CommandLine.Model.OptionSpec) arg).longestName());
        });
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(LabCommandsTest::withSubcommands));
    }

    private static String name(Callable<Integer> command) {
        return command.getClass().getAnnotation(Command.class).name();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
