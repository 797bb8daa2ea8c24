package dev.waybill.files.upload;

import dev.waybill.files.chunk.ChunkEncoder;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.registry.Cut;
import dev.waybill.files.registry.Entry;
import dev.waybill.files.registry.Shipment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one file to the topic, once. It is read twice: every chunk carries the hash of the whole. The last chunk only goes if
 * both readings have the same checksum, so that a file that was changed meanwhile is sent anew. A change that a checksum does not
 * tell is told by the hash: no receiver ever completes a file that never was.
 *
 * <p>Run by one thread; {@link #begun} may be asked by others.
 */
final class FileUpload implements Runnable {
    /** What belongs to the whole run. */
    interface Run {
        boolean isStopped();

        /** So many bytes of the file were read and handed over. */
        void sent(int bytes);

        /** Comes once, from any thread. */
        void ended(FileUpload upload, Outcome outcome);
    }

    private final LocalFile file;
    private final Optional<Entry> known;
    private final UploadSettings settings;
    private final ChunkTopic topic;
    private final InstantSource clock;
    private final Run run;
    private final AtomicReference<@Nullable Sending> sending = new AtomicReference<>();

    private record Sending(Shipment shipment, Acknowledgements acknowledgements) {}

    FileUpload(
            LocalFile file,
            Optional<Entry> known,
            UploadSettings settings,
            ChunkTopic topic,
            InstantSource clock,
            Run run) {
        this.file = file;
        this.known = known;
        this.settings = settings;
        this.topic = topic;
        this.clock = clock;
        this.run = run;
    }

    LocalFile file() {
        return file;
    }

    /** What is on its way, with the count of chunks that have arrived; absent before the first is sent. */
    Optional<Entry.InProgress> begun() {
        return Optional.ofNullable(sending.get())
                .map(s ->
                        new Entry.InProgress(s.shipment(), s.acknowledgements().delivered()));
    }

    @Override
    public void run() {
        if (run.isStopped()) {
            run.ended(this, new Outcome.Stopped());
            return;
        }
        try {
            upload();
        } catch (ChangedException e) {
            run.ended(this, new Outcome.Changed());
        } catch (IOException e) {
            run.ended(this, new Outcome.Failed(Reasons.of(e)));
        } catch (StoppedException | InterruptException e) {
            stopped();
        } catch (RuntimeException e) { // Kafka's, or a defect: nothing goes on after either
            run.ended(this, new Outcome.Broken(e));
        }
    }

    /** What is on its way may still arrive, and need not be sent again then. */
    private void stopped() {
        Sending under = sending.get();
        if (under == null) {
            run.ended(this, new Outcome.Stopped());
        } else {
            under.acknowledgements().allSent(new Outcome.Stopped());
        }
    }

    /** What the first reading found. */
    private record Look(Shipment shipment, long checksum) {}

    private void upload() throws IOException, ChangedException, StoppedException {
        Look look = look();
        Shipment shipment = look.shipment();
        if (known.isPresent() && known.get().hasContent(shipment.hash())) {
            run.ended(this, new Outcome.Unchanged(shipment));
            return;
        }
        int from = known.filter(entry -> entry instanceof Entry.InProgress before
                        && before.shipment().continues(shipment))
                .map(entry -> ((Entry.InProgress) entry).delivered())
                .orElse(0);
        var acknowledgements = new Acknowledgements(from, this::answered);
        sending.set(new Sending(shipment, acknowledgements));
        send(look, from, acknowledgements);
    }

    private Look look() throws IOException, ChangedException, StoppedException {
        var started = clock.instant();
        MessageDigest digest = Sha512.running();
        try (var reading = FileReading.open(file.path())) {
            byte[] buffer = new byte
                    [(int) Math.min(
                            settings.chunkSize(), Math.max(1, reading.state().size()))];
            long size = reading.state().size();
            for (long left = size; left > 0; left -= buffer.length) {
                requireRunning();
                int length = (int) Math.min(left, buffer.length);
                reading.next(buffer, length);
                digest.update(buffer, 0, length);
                reading.requireUnchanged();
            }
            reading.requireUnchanged();
            var cut = new Cut(
                    settings.chunkSize(), chunks(size), settings.fields().count(), topic.partitionOf(file.name()));
            var hash = Sha512.of(digest.digest());
            return new Look(new Shipment(reading.state(), hash, cut, started), reading.checksum());
        }
    }

    /** An empty file is one empty chunk. */
    private int chunks(long size) throws IOException {
        long chunks = Math.max(1, (size + settings.chunkSize() - 1) / settings.chunkSize());
        if (chunks > Integer.MAX_VALUE) {
            throw new IOException(chunks + " chunks are too many; a larger chunk size makes fewer");
        }
        return (int) chunks;
    }

    private void send(Look look, int from, Acknowledgements acknowledgements)
            throws IOException, ChangedException, StoppedException {
        Shipment shipment = look.shipment();
        int chunks = shipment.cut().chunks();
        long size = shipment.state().size();
        var version = new FileVersion(
                file.name(), "", shipment.hash(), chunks, shipment.state().seconds());
        byte[] buffer = new byte[(int) Math.min(settings.chunkSize(), size)];
        try (var reading = FileReading.open(file.path())) {
            long offset = 0;
            for (int index = 1; index <= chunks && !acknowledgements.isRefused(); index++) {
                requireRunning();
                int length = (int) Math.min(settings.chunkSize(), size - offset);
                reading.next(buffer, length);
                requireSame(reading, look, index == chunks);
                if (index > from) {
                    var data = ByteBuffer.wrap(buffer, 0, length).slice();
                    sendChunk(new FileChunk(version, index, offset, data), shipment, acknowledgements);
                }
                offset += length;
                run.sent(length);
            }
        }
        acknowledgements.allSent(new Outcome.Uploaded(shipment, chunks - from));
    }

    private static void requireSame(FileReading reading, Look look, boolean isLast)
            throws IOException, ChangedException {
        reading.requireUnchanged();
        boolean isSame =
                reading.state().equals(look.shipment().state()) && (!isLast || reading.checksum() == look.checksum());
        if (!isSame) {
            throw new ChangedException();
        }
    }

    private void sendChunk(FileChunk chunk, Shipment shipment, Acknowledgements acknowledgements) {
        Sha512 hash = chunk.file().chunks() == 1 ? shipment.hash() : Sha512.ofData(chunk.data());
        byte[] value = ChunkEncoder.encode(chunk, hash, settings.fields());
        acknowledgements.sending();
        topic.send(shipment.cut().partition(), chunk.key(), value, acknowledgements);
    }

    private void requireRunning() throws StoppedException {
        if (run.isStopped()) {
            throw new StoppedException();
        }
    }

    private void answered(Outcome planned, @Nullable Exception problem) {
        if (problem == null) {
            run.ended(this, planned);
        } else if (problem instanceof RecordTooLargeException) {
            run.ended(
                    this,
                    new Outcome.Failed("a chunk is larger than the broker takes: " + problem.getMessage()
                            + "; a smaller chunk size helps, or a larger max.message.bytes of the topic"));
        } else {
            run.ended(this, new Outcome.Broken(problem));
        }
    }
}
