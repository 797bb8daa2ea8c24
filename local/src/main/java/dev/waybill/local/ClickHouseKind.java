package dev.waybill.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What answers on the port of ClickHouse. */
enum ClickHouseKind {
    /** A small engine that answers as ClickHouse would, or refuses. */
    STAND_IN,
    /** ClickHouse itself, as a library that is fetched when it is first wanted. */
    CHDB;

    static Optional<ClickHouseKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.typedName().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(ClickHouseKind::typedName).collect(Collectors.joining(", "));
    }

    String typedName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
