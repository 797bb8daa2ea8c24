package dev.waybill.cli.demo;

import dev.waybill.record.KafkaRecord;
import java.util.BitSet;
import java.util.List;

/**
 * What a kill left behind.
 *
 * @param unsigned payments that were at the ledger while no commit said so: those that may come again
 * @param bound how many that may be at most
 */
record Kill(BitSet unsigned, long bound) {
    /** @param sent by number */
    static Kill of(List<KafkaRecord> sent, LedgerBook book, SignedFor signed, long bound) {
        var unsigned = new BitSet();
        for (int number = 0; number < sent.size(); number++) {
            if (book.times(number) > 0 && !signed.covers(sent.get(number).position())) {
                unsigned.set(number);
            }
        }
        return new Kill(unsigned, bound);
    }
}
