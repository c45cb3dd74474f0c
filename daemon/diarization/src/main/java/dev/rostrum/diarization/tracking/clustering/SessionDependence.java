package dev.rostrum.diarization.tracking.clustering;

import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.List;

/**
 * How far the pieces of one speaker depend on each other in this session: the variance, against that of a piece, of a
 * speaker's turns around the speaker. A steady voice on a steady line says the same in every turn, so that two speakers
 * who differ by little are two; one who moves, or whose line changes, differs from turn to turn.
 *
 * <p>The variance components of turns nested in speakers, by analysis of variance (Searle, Casella and McCulloch, "Variance
 * Components", 1992, chapter 3), over pieces that share no sound; together with the cohort's figure, which counts as much as
 * a stated number of turns and never less than the session. Plain.
 */
final class SessionDependence {
    private final double[][] speakerSum;
    private final double[] speakerPieces;
    private final double[] turnSquares;
    private double pieces;
    private double squares;
    private int turns;
    private double betweenTurns;

    private SessionDependence(int speakers, int dimensions) {
        speakerSum = new double[speakers][dimensions];
        speakerPieces = new double[speakers];
        turnSquares = new double[speakers];
    }

    /**
     * Estimates the dependence.
     *
     * @param entries by time; those in which nobody else is heard are asked
     * @param speaker of each
     * @param speakers how many there are
     * @param cohort dependence where nothing is known of the session
     * @param cohortTurns how many turns that is worth at least
     */
    static double of(List<WeightedEmbedding> entries, int[] speaker, int speakers, double cohort, double cohortTurns) {
        int dimensions = entries.getFirst().speaker().length;
        SessionDependence session = new SessionDependence(speakers, dimensions);
        double[] turn = new double[dimensions];
        int held = 0;
        int last = -1;
        long heardTo = Long.MIN_VALUE;
        for (int t = 0; t < entries.size(); t++) {
            WeightedEmbedding entry = entries.get(t);
            if (!entry.alone()) {
                continue;
            }
            if (speaker[t] != last) {
                session.take(turn, held, last);
                turn = new double[dimensions];
                held = 0;
                last = speaker[t];
            }
            if (entry.fromSample() >= heardTo) {
                Vectors.add(turn, 1, entry.speaker());
                session.squares += Vectors.dot(entry.speaker(), entry.speaker());
                held++;
                heardTo = entry.toSample();
            }
        }
        session.take(turn, held, last);
        return session.estimate(cohort, cohortTurns);
    }

    private void take(double[] sum, int held, int speaker) {
        if (held > 0) {
            turns++;
            pieces += held;
            betweenTurns += Vectors.dot(sum, sum) / held;
            Vectors.add(speakerSum[speaker], 1, sum);
            speakerPieces[speaker] += held;
            turnSquares[speaker] += (double) held * held;
        }
    }

    private double estimate(double cohort, double cohortTurns) {
        double betweenSpeakers = 0;
        double inTurn = pieces;
        int speakers = 0;
        for (int k = 0; k < speakerSum.length; k++) {
            if (speakerPieces[k] > 0) {
                speakers++;
                betweenSpeakers += Vectors.dot(speakerSum[k], speakerSum[k]) / speakerPieces[k];
                inTurn -= turnSquares[k] / speakerPieces[k];
            }
        }
        double freeTurns = turns - speakers;
        double freePieces = pieces - turns;
        double ofPieces = squares - betweenTurns;
        if (freeTurns <= 0 || freePieces <= 0 || ofPieces <= 0) {
            return cohort;
        }
        double ofTurns = betweenTurns - betweenSpeakers;
        double ratio = ofTurns / freeTurns / (ofPieces / freePieces);
        double here = Math.max(0, (ratio - 1) * freeTurns / inTurn);
        // however long it goes on: turns of an hour tell no more of what a speaker may yet become than the cohort does
        double ofCohort = Math.max(cohortTurns, freeTurns);
        return (ofCohort * cohort + freeTurns * here) / (ofCohort + freeTurns);
    }
}
