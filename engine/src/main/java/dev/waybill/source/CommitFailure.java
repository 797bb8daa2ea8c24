package dev.waybill.source;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a commit that was refused asks for. */
public enum CommitFailure {
    /** The same again, soon: a timeout, a coordinator that moves, a rebalance under way. */
    RETRY,
    /** Nothing: this member was taken for dead or is of an older generation; it joins again by itself, as another. */
    REJOIN,
    /** An operator: the group, the member's name or its permissions are wrong. */
    STOP;

    /** What {@code problem} asks for. */
    public static CommitFailure of(Exception problem) {
        if (problem instanceof FencedInstanceIdException
                || problem instanceof UnreleasedInstanceIdException
                || problem instanceof AuthorizationException
                || problem instanceof AuthenticationException
                || problem instanceof InvalidGroupIdException
                || problem instanceof OffsetMetadataTooLarge
                || problem instanceof UnsupportedVersionException) {
            return STOP;
        } else if (problem instanceof CommitFailedException
                || problem instanceof UnknownMemberIdException
                || problem instanceof IllegalGenerationException
                || problem instanceof FencedMemberEpochException
                || problem instanceof StaleMemberEpochException) {
            return REJOIN;
        }
        return RETRY;
    }
}
