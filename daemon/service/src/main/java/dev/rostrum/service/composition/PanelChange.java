package dev.rostrum.service.composition;

import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.indicator.PanelSettings;

/** The panel in use, and how it becomes another while the daemon runs. */
public record PanelChange(FrontPanel panel, Indicator indicator, ButtonReader button) {
    /** Lets go of light and button and opens what {@code settings} name. Conductor thread. */
    public void apply(PanelSettings settings) {
        ButtonSettings buttonSettings = settings.button().settings();
        button.change(buttonSettings);
        indicator.reopen();
        panel.change(settings.light().settings(), buttonSettings);
    }
}
