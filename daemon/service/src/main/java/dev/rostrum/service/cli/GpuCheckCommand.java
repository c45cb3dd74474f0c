package dev.rostrum.service.cli;

import dev.rostrum.service.doctor.GpuCheck;
import dev.rostrum.service.doctor.GpuFigures;
import dev.rostrum.service.doctor.GpuSensors;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum gpu-check}: whether this machine's GPU computes what the processor does, how fast, at what cost. */
@Command(
        name = "gpu-check",
        description = "Runs both networks on the GPU beside the processor: same answers, times, watts, memory.")
final class GpuCheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private NetworksOption models = new NetworksOption();

    GpuCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        GpuSensors sensors = new GpuSensors("nvidia-smi", Path.of("/sys/class/hwmon"));
        return told(GpuCheck.measure(models.settings(), sensors));
    }

    /** Shows the table; it has failed where something in it is missing or wrong. */
    int told(GpuFigures figures) {
        console.out().print(figures.table());
        List<String> complaints = figures.complaints();
        complaints.forEach(console::tell);
        return (complaints.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }
}
