package dev.waybill.local.girder;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Identifiers of 24 hexadecimal digits that rise with time: seconds, a number of this process, a counter. Thread-safe. */
final class ObjectIds {
    private final InstantSource clock;
    private final long process;
    private final AtomicInteger counter = new AtomicInteger();

    ObjectIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.process = random.nextLong(1L << 40);
    }

    String next() {
        long seconds = clock.instant().getEpochSecond() & 0xffff_ffffL;
        return String.format("%08x%010x%06x", seconds, process, counter.getAndIncrement() & 0xff_ffff);
    }

    static boolean isOne(String text) {
        return text.matches("[0-9a-fA-F]{24}");
    }
}
