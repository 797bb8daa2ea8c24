package dev.waybill.source;

import org.jspecify.annotations.Nullable;

/** Hears how a commit went. */
@FunctionalInterface
public interface CommitListener {
    /**
     * Hears the end of one commit.
     *
     * @param problem why nothing was kept; absent if everything was
     */
    void committed(@Nullable Exception problem);
}
