package dev.waybill.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files whose rows are known: of each hundred one is bad. */
record Rows(String name, int count) {
    private static final int ONE_BAD_IN = 100;

    Path write(Path folder) throws IOException {
        Path file = folder.resolve(name + ".csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("event_id,timestamp,amount\n");
            for (int i = 0; i < count; i++) {
                String amount = i % ONE_BAD_IN == 7 ? "bad" : String.format(Locale.ROOT, "%d.25", i);
                out.write(name + "-" + i + "," + (1_716_045_542L + i) + "," + amount + "\n");
            }
        }
        return file;
    }

    int bad() {
        return (count + ONE_BAD_IN - 8) / ONE_BAD_IN;
    }

    int good() {
        return count - bad();
    }
}
