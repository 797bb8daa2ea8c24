package dev.waybill.cli.config;

import java.util.List;
import java.util.stream.Stream;

/** Every setting there is, in the order of the file. */
final class Catalog {
    static final List<Setting<?>> ALL = Stream.of(
                    PidCatalog.ALL, FilesCatalog.ALL, BatchCatalog.ALL, ServerCatalog.ALL, TelemetryCatalog.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Catalog() {}
}
