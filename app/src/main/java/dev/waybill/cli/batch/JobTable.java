package dev.waybill.cli.batch;

import dev.waybill.cli.output.Plain;
import java.util.Locale;

/** Jobs in columns, as the seed document prints them. */
final class JobTable {
    static final String HEADER =
            "JOB      MODEL       STATE           TOTAL   OK      ERRORS  PROGRESS      WAITING  PROCESSING";

    private static final int BAR = 17;
    private static final int LONGEST_MODEL = 10;

    private JobTable() {}

    static String row(JobView job) {
        int percent = job.rows() == 0 ? 0 : (int) (100 * job.ok() / all(job));
        return String.format(
                Locale.ROOT,
                "%-8s %-11s %-15s %,7d %,7d %,7d [%s] %3d%%   %s        %s",
                job.id(),
                brief(Plain.visible(job.model())),
                job.state(),
                job.rows(),
                job.ok(),
                job.errors(),
                bar(job),
                percent,
                minutes(job.waitingMs()),
                minutes(job.processingMs()));
    }

    /** Of a job that runs, the rows of the whole file, where they are counted already. */
    private static long all(JobView job) {
        return job.isOver() ? job.rows() : Math.max(job.rows(), job.allRows().orElse(job.rows()));
    }

    private static String brief(String model) {
        return model.length() > LONGEST_MODEL ? model.substring(0, LONGEST_MODEL - 2) + ".." : model;
    }

    private static String bar(JobView job) {
        int full = job.rows() == 0 ? 0 : (int) (BAR * job.ok() / all(job));
        boolean isBad =
                job.rows() > 0 && (job.state().equals("FAILED") || job.state().equals("CANCELLED"));
        return "#".repeat(full) + (isBad ? "X" : "-").repeat(BAR - full);
    }

    private static String minutes(long millis) {
        long seconds = millis / 1000;
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
