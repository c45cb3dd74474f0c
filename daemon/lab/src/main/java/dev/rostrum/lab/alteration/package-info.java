/**
 * What gains, cables, codecs and rooms do to sound, as pure functions of samples and a seed: an evaluation hears the
 * same meeting through each of them. Nothing here knows of speakers or files.
 */
@NullMarked
package dev.rostrum.lab.alteration;

import org.jspecify.annotations.NullMarked;
