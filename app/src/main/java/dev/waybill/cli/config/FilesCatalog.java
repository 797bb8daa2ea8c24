package dev.waybill.cli.config;

import dev.waybill.files.idle.IdlePolicy;
import java.util.List;

/** Every setting of the files workload. */
final class FilesCatalog {
    static final Setting<IdlePolicy> IDLE = Setting.of(
                    "files.idle",
                    Types.IDLE,
                    "What becomes of a file that lacks chunks and has had none for long: it stays in the staging folder,"
                            + " or the chunks that are there are parked.")
            .fallback("keep");

    static final List<Setting<?>> ALL = List.of(IDLE);

    private FilesCatalog() {}
}
