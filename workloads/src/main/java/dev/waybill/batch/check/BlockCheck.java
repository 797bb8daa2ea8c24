package dev.waybill.batch.check;

import dev.waybill.batch.read.Rows;

/** Checks blocks of one format and, where they have one, one header. Used by one thread. */
interface BlockCheck {
    void check(Rows rows, Findings findings);
}
