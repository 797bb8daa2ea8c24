package dev.waybill.cli.batch;

import dev.waybill.cli.kept.KeptFile;

/**
 * What a worker was told, as it is kept beside what it parks: {@code waybill replay} stores in the same place.
 *
 * @param brokers {@code host:port}, or several with commas between
 */
record KeptWorker(String brokers, String clickHouse, String database) {
    static final KeptFile<KeptWorker> FILE = new KeptFile<>(
            "worker.json", KeptWorker.class, "worker", "the folder of waybill batch worker --failures DIR", "");
}
