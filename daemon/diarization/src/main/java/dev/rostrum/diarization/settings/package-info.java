/** How a settings record tells the configuration file about its keys. Knows nobody; everybody may use it. */
@NullMarked
package dev.rostrum.diarization.settings;

import org.jspecify.annotations.NullMarked;
