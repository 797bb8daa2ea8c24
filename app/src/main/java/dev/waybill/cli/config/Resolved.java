package dev.waybill.cli.config;

import dev.waybill.cli.error.Redactor;

/** A setting, its value, and who said so. */
record Resolved<T>(Setting<T> setting, T value, Origin origin) {
    /** The value as it may be shown: secrets masked. */
    Object shown() {
        return setting.secret() ? Redactor.MASK : setting.type().show(value);
    }

    @Override
    public String toString() {
        return setting.key() + " = " + shown() + " (" + origin + ")";
    }
}
