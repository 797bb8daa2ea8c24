package dev.waybill.server.batch;

import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.upload.ResumableUploads;
import dev.waybill.batch.upload.Spool;
import dev.waybill.batch.upload.Uploads;
import java.time.InstantSource;

/** What all routes work with. */
record Parts(
        Ledger ledger,
        LedgerWriter writer,
        Spool spool,
        Uploads uploads,
        ResumableUploads resumable,
        ClickHouse clickHouse,
        ApiMeters meters,
        InstantSource clock) {}
