package dev.rostrum.service.cli;

/** How far a file is, on the error stream: redrawn on a terminal, now and then elsewhere. */
final class ProgressLine {
    private static final long EVERY_NS = 500_000_000L;
    private static final long EVERY_NS_PLAIN = 10_000_000_000L;

    private final Console console;
    private final String name;
    private final long totalSamples;
    private final int sampleRate;
    private final long beganNs = System.nanoTime();
    private long toldNs = beganNs;
    private boolean told;

    /** @param totalSamples 0 or less where it is not known */
    ProgressLine(Console console, String name, long totalSamples, int sampleRate) {
        this.console = console;
        this.name = name;
        this.totalSamples = totalSamples;
        this.sampleRate = sampleRate;
    }

    /** The work is at {@code sample}. */
    void at(long sample) {
        long nowNs = System.nanoTime();
        if (nowNs - toldNs < (console.errIsTerminal() ? EVERY_NS : EVERY_NS_PLAIN)) {
            return;
        }
        toldNs = nowNs;
        told = true;
        String line = "%s: %.0f s".formatted(name, (double) sample / sampleRate);
        if (totalSamples > 0) {
            double left = (nowNs - beganNs) / 1e9 * (totalSamples - sample) / Math.max(sample, 1);
            line += " of %.0f s, %.0f s left".formatted((double) totalSamples / sampleRate, left);
        }
        console.err().print(console.errIsTerminal() ? "\r\033[K" + line : line + "\n");
        console.err().flush();
    }

    /** The work is done: the line goes away. */
    void end() {
        if (told && console.errIsTerminal()) {
            console.err().print("\r\033[K");
            console.err().flush();
        }
    }
}
