package dev.waybill.files.girder;

/** A key of a Girder user, which never shows itself. */
public record ApiKey(String reveal) {
    public ApiKey {
        if (reveal.isBlank()) {
            throw new IllegalArgumentException("the Girder API key is empty");
        }
    }

    @Override
    public String toString() {
        return "******";
    }
}
