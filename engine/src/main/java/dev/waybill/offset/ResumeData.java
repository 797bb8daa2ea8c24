package dev.waybill.offset;

import dev.waybill.record.Position;

/**
 * What a commit says beyond its position: which offsets above it are settled already, and what is to be remembered of the
 * others. It travels as text in the commit's metadata, and is honoured by whoever reads the partition next.
 *
 * @param base the committed position that it belongs to
 * @param held offsets at {@code base} or above that need not be delivered again
 */
public record ResumeData(long base, HeldRuns held, ResumeExtras extras) {
    public ResumeData {
        if (base < 0 || (!held.isEmpty() && held.from(0) < base)) {
            throw new IllegalArgumentException("nothing can be held below position " + base);
        }
    }

    /** Of a partition where nothing is held above {@code base}. */
    public static ResumeData nothingAbove(long base) {
        return new ResumeData(base, HeldRuns.NONE, ResumeExtras.NONE);
    }

    public boolean isEmpty() {
        return held.isEmpty() && extras.isEmpty();
    }

    /**
     * This, as text for a commit of that partition, that is never longer than {@code format} allows; empty if there is nothing to say. Offsets that do not
     * fit, which {@link OffsetTracker#fits} prevents, are left out from the highest down: their records are delivered again.
     */
    public String encode(ResumeFormat format, String topic, int partition) {
        if (isEmpty() || format.chars() == 0) {
            return "";
        }
        var written = new ResumeData(base, held, extras.writable(base));
        String text = ResumeText.write(written, topic, partition, format.alphabet());
        while (text.length() > format.chars()) {
            var fewer = written.held.lowest(written.held.size() * 3 / 4);
            written = new ResumeData(base, fewer, written.extras);
            text = ResumeText.write(written, topic, partition, format.alphabet());
        }
        return text;
    }

    /** Reads the metadata of a commit of {@code position}. Never fails: whatever cannot be trusted is ignored. */
    public static Decoded decode(String metadata, Position position) {
        if (metadata.isEmpty()) {
            return new Decoded.Accepted(nothingAbove(position.offset()));
        }
        try {
            var data = ResumeText.read(metadata, position.topic(), position.partition());
            if (data.base != position.offset()) {
                return new Decoded.Ignored(
                        "it belongs to position " + data.base + ", and " + position.offset() + " is what is committed");
            }
            return new Decoded.Accepted(data);
        } catch (DamagedException e) {
            return new Decoded.Ignored(String.valueOf(e.getMessage()));
        }
    }

    /** What came of reading a commit's metadata. */
    public sealed interface Decoded {
        /** It is ours and whole. */
        record Accepted(ResumeData data) implements Decoded {}

        /**
         * Nothing of it may be used.
         *
         * @param why as part of a sentence; quotes nothing of the text
         */
        record Ignored(String why) implements Decoded {}
    }
}
