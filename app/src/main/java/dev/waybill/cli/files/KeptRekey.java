package dev.waybill.cli.files;

import dev.waybill.cli.kept.KeptFile;

/**
 * What a run of {@code files rekey} was told, as it is kept beside what it parks: {@code waybill replay} copies to the same
 * topic.
 *
 * @param brokers {@code host:port}, or several with commas between
 */
record KeptRekey(String brokers, String to) {
    static final KeptFile<KeptRekey> FILE = new KeptFile<>(
            "rekey.json",
            KeptRekey.class,
            "run of rekey",
            "the folder failures of waybill files rekey, with --failures DIR",
            ", or use its own --replay");
}
