package dev.waybill.why;

import java.util.Locale;

/** What progress says about a partition or a pipeline. Judged by what moves, never by age; settles nothing. */
public enum ProgressState {
    /** All that was read is settled. */
    IDLE("idle"),
    /** The head moves. */
    MOVING("moving"),
    /** The head moves, and reading pauses because a bound is reached. */
    FULL("full"),
    /** The head moves, slowly: an earlier run ended without a word, and the record that may be the cause is looked for. */
    CAREFUL("careful"),
    /** No partition has been handed to this process yet. */
    STARTING("starting"),
    /** In the group, but there are fewer partitions than processes. */
    STANDBY("standby"),
    /** Only what a broker knows was seen; the process itself was not asked. */
    NOT_SEEN("not seen"),
    /** The sink is away; or the head stands still with everything else: the sink takes nothing, or takes its time. */
    WAITING_FOR_SINK("waiting for sink"),
    /** The head stands still while the sink takes other records. */
    STUCK("stuck"),
    /** Nothing more is delivered of it until it is assigned anew: a record was given up, and the policy is to stop there. */
    STOPPED("stopped"),
    /** Nothing new is started; what is in flight is waited for. */
    STOPPING("stopping"),
    /** Ended, or about to, by a failure that needs an operator. */
    MISCONFIGURED("misconfigured"),
    /** The run is over. */
    ENDED("ended");

    private final String words;

    ProgressState(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** For a program. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a record holds the head back. */
    public boolean isBlocked() {
        return this == STUCK || this == WAITING_FOR_SINK || this == STOPPED;
    }

    /** Whether a process in this state does, or could do, its work. */
    public boolean isReady() {
        return this == IDLE || this == MOVING || this == FULL || this == CAREFUL || this == STANDBY || isBlocked();
    }
}
