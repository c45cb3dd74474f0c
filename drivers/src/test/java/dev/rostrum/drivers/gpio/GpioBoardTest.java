package dev.rostrum.drivers.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.button.Button;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.Edge;
import dev.rostrum.drivers.button.Edge.Position;
import dev.rostrum.drivers.gpio.ScriptedKernel.Chip;
import dev.rostrum.drivers.gpio.ScriptedKernel.Line;
import dev.rostrum.drivers.led.Colour;
import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.led.Light;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpioBoardTest {
    private static final Glow LIT = new Glow("listening", true, Colour.GREEN);

    private final ScriptedKernel kernel = new ScriptedKernel();

    @TempDir
    Path dev;

    private GpioBoard board;

    @BeforeEach
    void makeChips() throws IOException {
        chip("gpiochip0", new Chip("tegra234-gpio-aon", lines("PAA.00", "PAA.01")));
        chip("gpiochip1", new Chip("tegra234-gpio", lines("PH.00", "LED", "", "BUTTON", "R", "G", "B")));
        board = new GpioBoard(kernel, dev);
    }

    @Test
    void shouldRequestTheLightAsADarkOutputUnderOurName() {
        try (Light light = board.light(led("tegra234-gpio", false, "LED"))) {
            light.show(LIT);
            light.show(LIT);
            light.show(Glow.dark("muted"));
        }

        assertThat(kernel.requests).hasSize(1);
        assertThat(kernel.requests.getFirst().path()).endsWith("gpiochip1");
        byte[] request = kernel.requests.getFirst().bytes();
        assertThat(request).hasSize(592);
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
        assertThat(bytes.getInt(0)).as("offsets[0]").isEqualTo(1);
        assertThat(new String(request, 256, 8, StandardCharsets.US_ASCII)).isEqualTo("rostrumd");
        assertThat(bytes.getLong(288)).as("flags: output").isEqualTo(8L);
        assertThat(bytes.getInt(296)).as("attributes").isEqualTo(1);
        assertThat(bytes.getInt(320)).as("id of output values").isEqualTo(2);
        assertThat(bytes.getLong(328)).as("initial value").isZero();
        assertThat(bytes.getLong(336)).as("mask").isEqualTo(1L);
        assertThat(bytes.getInt(560)).as("lines").isEqualTo(1);
        // dark when opened, lit once, dark, dark again as Pi4J shuts the output down
        assertThat(kernel.values).startsWith(0, 1, 0).endsWith(0).hasSizeLessThanOrEqualTo(4);
        assertThat(kernel.openFds).isEmpty();
    }

    @Test
    void shouldLeavePaddingZeroBecauseTheKernelRefusesAnythingElse() {
        board.light(led("tegra234-gpio", true, "LED"));

        byte[] request = kernel.requests.getFirst().bytes();
        assertThat(HexFormat.of().formatHex(request, 4, 256)).matches("0*");
        assertThat(HexFormat.of().formatHex(request, 264, 288)).matches("0*");
        assertThat(HexFormat.of().formatHex(request, 300, 320)).matches("0*");
        assertThat(HexFormat.of().formatHex(request, 344, 560)).matches("0*");
        assertThat(HexFormat.of().formatHex(request, 564, 592)).matches("0*");
        assertThat(ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).getLong(288))
                .isEqualTo(8L | 2L);
    }

    @Test
    void shouldMixColoursOfThreeLines() {
        try (Light light = board.light(led("tegra234-gpio", false, "R", "G", "B"))) {
            kernel.values.clear();
            light.show(new Glow("x", true, Colour.YELLOW));
            assertThat(kernel.values).containsExactly(1, 1);
            kernel.values.clear();
            light.show(new Glow("x", true, Colour.BLUE));
            assertThat(kernel.values).containsExactly(0, 0, 1);
        }
        assertThat(kernel.openFds).isEmpty();
    }

    @Test
    void shouldRequestTheButtonWithBothEdgesBiasAndKernelDebounce() {
        try (Button button = board.button(button("tegra234-gpio", "3", ButtonSettings.Bias.PULL_UP))) {
            assertThat(button.poll()).isEmpty();
        }

        ByteBuffer bytes = ByteBuffer.wrap(kernel.requests.getFirst().bytes()).order(ByteOrder.nativeOrder());
        assertThat(bytes.getInt(0)).isEqualTo(3);
        assertThat(bytes.getLong(288))
                .as("input, both edges, active low, pull-up")
                .isEqualTo(0x34L | 2L | 256L);
        assertThat(bytes.getInt(320)).as("id of debounce").isEqualTo(3);
        assertThat(bytes.getInt(328)).as("half of 20 ms, in microseconds").isEqualTo(10_000);
        assertThat(bytes.getInt(564)).as("event buffer").isEqualTo(256);
        assertThat(kernel.openFds).isEmpty();
    }

    @Test
    void shouldDeliverEdgesWithTheKernelsTimeAndCountTheMissing() {
        try (Button button = board.button(button("", "BUTTON", ButtonSettings.Bias.AS_IS))) {
            kernel.events.add(concat(event(5_000_000_000L, 1, 1), event(5_100_000_000L, 2, 2)));
            kernel.events.add(event(6_000_000_000L, 1, 5));

            List<Edge> edges = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (edges.size() < 3 && System.nanoTime() < deadline) {
                Optional<Edge> next = button.poll();
                next.ifPresentOrElse(edges::add, Thread::onSpinWait);
            }

            assertThat(edges)
                    .containsExactly(
                            new Edge(Position.PRESSED, 5_000_000_000L),
                            new Edge(Position.RELEASED, 5_100_000_000L),
                            new Edge(Position.PRESSED, 6_000_000_000L));
            assertThat(button.lostEdges()).isEqualTo(2);
            assertThat(button.alive()).isTrue();
        }
    }

    @Test
    void shouldNoticeThatTheChipIsGone() {
        try (Button button = board.button(button("tegra234-gpio", "BUTTON", ButtonSettings.Bias.AS_IS))) {
            kernel.pollError = 0x8; // POLLERR
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (button.alive() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(button.alive()).isFalse();
        }
    }

    @Test
    void shouldListTheChipsThatExistWhenTheNamedOneDoesNot() {
        assertThatThrownBy(() -> board.light(led("tegra194-gpio", false, "LED")))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("'LED'")
                .hasMessageContaining("'tegra194-gpio'")
                .hasMessageContaining("[tegra234-gpio, 7 lines]")
                .hasMessageContaining("[tegra234-gpio-aon, 2 lines]")
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.WRONG_CHIP);
    }

    @Test
    void shouldListTheLinesThatExistWhenTheNamedOneDoesNot() {
        assertThatThrownBy(() -> board.light(led("tegra234-gpio", false, "LAMP")))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("'LAMP'")
                .hasMessageContaining("PH.00, LED, BUTTON")
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.WRONG_LINE);
        assertThatThrownBy(() -> board.light(led("tegra234-gpio", false, "7")))
                .hasMessageContaining("offsets 0 to 6 only");
    }

    @Test
    void shouldNameTheHolderOfABusyLineAndReleaseWhatItHad() {
        chipLine("gpiochip1", 6, new Line("B", "i2c-mux"));
        kernel.requestError = 16;

        assertThatThrownBy(() -> board.light(led("tegra234-gpio", false, "B")))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("gpiochip1")
                .hasMessageContaining("offset 6")
                .hasMessageContaining("by 'i2c-mux'")
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.LINE_BUSY);
        assertThat(kernel.openFds).isEmpty();
    }

    @Test
    void shouldNameTheGroupThatMayOpenTheChip() throws IOException {
        kernel.openErrors.put(dev.resolve("gpiochip0").toString(), 13);
        String group =
                Files.getAttribute(dev.resolve("gpiochip0"), "posix:group").toString();

        assertThatThrownBy(() -> board.light(led("", false, "LED")))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("permission denied")
                .hasMessageContaining(group.equals("root") ? "group gpio" : group)
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.NO_PERMISSION);
    }

    @Test
    void shouldSayThatTheKernelHasNoCharacterDevice() throws IOException {
        Files.delete(dev.resolve("gpiochip0"));
        Files.delete(dev.resolve("gpiochip1"));

        assertThatThrownBy(() -> board.light(led("tegra234-gpio", false, "LED")))
                .hasMessageContaining("no /dev/gpiochip*");
    }

    @Test
    void shouldSendRingFramesAndDarkenTheRingWhenClosed() {
        try (Light ring = board.ring(led("", false, "LED"))) {
            ring.show(LIT);
            ring.show(LIT);
            assertThat(ring.darkening()).isEqualTo(Light.Darkening.STOP_COMMAND);
        }

        assertThat(kernel.written).hasSize(3);
        assertThat(kernel.written.get(1)[4]).isEqualTo((byte) 0xE4);
        assertThat(kernel.written.get(2)[4]).isEqualTo((byte) 0xE0);
        assertThat(kernel.openFds).isEmpty();
    }

    @Test
    void shouldOpenALightAgainAfterItWasClosedOrRefused() {
        kernel.requestError = 16;
        assertThatThrownBy(() -> board.light(led("tegra234-gpio", false, "LED")))
                .isInstanceOf(DeviceException.class);
        kernel.requestError = 0;

        board.light(led("tegra234-gpio", false, "LED")).close();
        board.light(led("tegra234-gpio", false, "LED")).close();

        assertThat(kernel.requests).hasSize(3);
        assertThat(kernel.openFds).isEmpty();
    }

    @Test
    void shouldReleaseEverythingWhenTheBoardCloses() {
        board.light(led("tegra234-gpio", false, "LED"));
        board.button(button("tegra234-gpio", "BUTTON", ButtonSettings.Bias.AS_IS));

        board.close();

        assertThat(kernel.openFds).isEmpty();
    }

    private static LedSettings led(String chip, boolean activeLow, String... lines) {
        return new LedSettings(
                LedSettings.Adapter.GPIOCHIP, chip, List.of(lines), activeLow, "", Path.of("/dev/spidev0.0"), 12, 4);
    }

    private static ButtonSettings button(String chip, String line, ButtonSettings.Bias bias) {
        ButtonSettings d = ButtonSettings.defaults();
        return new ButtonSettings(
                ButtonSettings.Adapter.GPIOCHIP,
                chip,
                line,
                true,
                bias,
                d.debounce(),
                d.identifyAfter(),
                d.forgetAfter(),
                d.stuckAfter());
    }

    private static List<Line> lines(String... names) {
        List<Line> lines = new ArrayList<>();
        for (String name : names) {
            lines.add(new Line(name, ""));
        }
        return lines;
    }

    private void chip(String file, Chip chip) throws IOException {
        Files.createFile(dev.resolve(file));
        kernel.chips.put(dev.resolve(file).toString(), chip);
    }

    private void chipLine(String file, int offset, Line line) {
        kernel.chips.computeIfPresent(dev.resolve(file).toString(), (path, chip) -> {
            chip.lines().set(offset, line);
            return chip;
        });
    }

    private static byte[] event(long timeNs, int id, int sequence) {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
        bytes.putLong(0, timeNs).putInt(8, id).putInt(16, sequence);
        return bytes.array();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
