package dev.waybill.pid.settings;

/** A text that never shows itself. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "******";
    }
}
