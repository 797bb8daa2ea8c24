package dev.waybill.files.registry;

import dev.waybill.files.chunk.Sha512;
import java.time.Duration;
import java.time.Instant;

/** What is known of one path. */
public sealed interface Entry {
    /** How many chunks the file has. */
    int chunks();

    Instant started();

    /** Whether a file in this state has been uploaded. */
    boolean isUploaded(FileState state);

    /** Whether the broker has all of this content. */
    boolean hasContent(Sha512 hash);

    /** Some chunks may still be missing; the first {@code delivered} are not. */
    record InProgress(Shipment shipment, int delivered) implements Entry {
        @Override
        public int chunks() {
            return shipment.cut().chunks();
        }

        @Override
        public Instant started() {
            return shipment.started();
        }

        @Override
        public boolean isUploaded(FileState state) {
            return false;
        }

        @Override
        public boolean hasContent(Sha512 hash) {
            return false;
        }
    }

    /** The broker has acknowledged every chunk. */
    record Completed(Shipment shipment, Instant completed) implements Entry {
        @Override
        public int chunks() {
            return shipment.cut().chunks();
        }

        @Override
        public Instant started() {
            return shipment.started();
        }

        @Override
        public boolean isUploaded(FileState state) {
            return shipment.state().equals(state);
        }

        @Override
        public boolean hasContent(Sha512 hash) {
            return shipment.hash().equals(hash);
        }
    }

    /** OpenMSIStream uploaded it; its tables say when, to the second, and not what. */
    record Imported(int chunks, Instant started, Instant completed) implements Entry {
        private static final Duration PRECISION = Duration.ofSeconds(1);

        @Override
        public boolean isUploaded(FileState state) {
            return state.modified().isBefore(started.plus(PRECISION));
        }

        @Override
        public boolean hasContent(Sha512 hash) {
            return false;
        }
    }
}
