package example;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file with one line for each payment. A payment that is there already is not written again, so that it does no harm
 * when a batch is delivered twice: after a crash, that happens.
 *
 * <p>Thread-safe. Guarded by {@code this}.
 */
final class LedgerFile implements AutoCloseable {
    private final FileChannel file;
    private final Set<String> known;

    private LedgerFile(FileChannel file, Set<String> known) {
        this.file = file;
        this.known = known;
    }

    static LedgerFile open(Path path) throws IOException {
        var file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        String text = Files.readString(path, UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1); // a line that a crash cut short comes again
        file.truncate(whole.getBytes(UTF_8).length).position(file.size());
        var known = new HashSet<String>();
        whole.lines().forEach(line -> known.add(line.substring(0, line.indexOf(','))));
        return new LedgerFile(file, known);
    }

    /** Returns when all of {@code payments} are on the disk. */
    synchronized void insertAll(List<Payment> payments) {
        var lines = new StringBuilder();
        var added = new ArrayList<String>();
        for (Payment payment : payments) {
            if (!known.contains(payment.id())) {
                lines.append(payment.id()).append(',').append(payment.account()).append(',');
                lines.append(payment.cents()).append('\n');
                added.add(payment.id());
            }
        }
        try {
            var bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            throw DeliveryException.unavailable("the ledger file cannot be written: " + e.getMessage(), e);
        }
        known.addAll(added);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
