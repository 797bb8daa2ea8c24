package dev.waybill.files.staging;

/** Chunks that are missing, by their numbers, both ends included. */
public record Gap(int first, int last) {
    /** For a person: {@code 7} or {@code 7-9}. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
