package dev.rostrum.lab.evaluation;

import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import java.nio.file.Path;

/**
 * A recording with its truth.
 *
 * @param name the sound file's, without its ending
 * @param sound WAV or FLAC
 * @param reference who speaks when
 * @param scored which part is scored
 * @param lengthNs of the sound, 0 where it is not known
 */
public record Meeting(String name, Path sound, Annotation reference, ScoredRegion scored, long lengthNs) {}
