package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.service.cli.Console;

/** How far an evaluation is, on the error stream: redrawn on a terminal, now and then elsewhere. */
final class EvaluationProgress implements EvaluationRun.Progress {
    private static final long EVERY_NS = 500_000_000L;
    private static final long EVERY_NS_PLAIN = 10_000_000_000L;

    private final Console console;
    private final long beganNs = System.nanoTime();
    private long toldNs = beganNs;
    private boolean told;

    EvaluationProgress(Console console) {
        this.console = console;
    }

    @Override
    public void at(int meetingsDone, int meetings, long heardNs, long totalNs) {
        long nowNs = System.nanoTime();
        if (nowNs - toldNs < (console.errIsTerminal() ? EVERY_NS : EVERY_NS_PLAIN)) {
            return;
        }
        toldNs = nowNs;
        told = true;
        double left = (nowNs - beganNs) / 1e9 * Math.max(0, totalNs - heardNs) / Math.max(heardNs, 1);
        String line = "%d of %d recordings done, %.0f of %.0f s heard, %.0f s left"
                .formatted(meetingsDone, meetings, heardNs / 1e9, totalNs / 1e9, left);
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
