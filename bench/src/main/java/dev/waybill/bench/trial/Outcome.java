package dev.waybill.bench.trial;

/**
 * What came of a trial.
 *
 * @param records handled while the clock ran
 * @param cpuNanos of the contender's JVM in that time
 * @param mostInFlight records begun and not done at once, as sampled
 * @param handled records handled in the whole trial
 * @param heapBytes live at its end, where that was asked for
 */
public record Outcome(
        Status status, long records, long nanos, long cpuNanos, long mostInFlight, long handled, long heapBytes) {
    /** How a trial ended. */
    public enum Status {
        DONE,
        /** Nothing was handled for a while though there was work. */
        STALLED,
        OUT_OF_MEMORY,
        CRASHED
    }

    static Outcome failed(Status status) {
        return new Outcome(status, 0, 0, 0, 0, 0, 0);
    }

    Outcome withHeap(long bytes) {
        return new Outcome(status, records, nanos, cpuNanos, mostInFlight, handled, bytes);
    }

    public boolean isDone() {
        return status == Status.DONE;
    }

    /** Not a number where the trial failed. */
    public double perSecond() {
        return isDone() ? records * 1e9 / nanos : Double.NaN;
    }

    /** Not a number where the trial failed. */
    public double cpuMicrosPerRecord() {
        return isDone() ? cpuNanos / 1e3 / records : Double.NaN;
    }

    String line() {
        return String.join(
                " ",
                status.name(),
                Long.toString(records),
                Long.toString(nanos),
                Long.toString(cpuNanos),
                Long.toString(mostInFlight),
                Long.toString(handled),
                Long.toString(heapBytes));
    }

    static Outcome parse(String line) {
        String[] words = line.split(" ");
        return new Outcome(
                Status.valueOf(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]));
    }
}
