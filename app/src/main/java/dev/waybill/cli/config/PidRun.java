package dev.waybill.cli.config;

import dev.waybill.pid.settings.DeliverySettings;
import dev.waybill.pid.settings.HandleBackend;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.source.LostRecordsPolicy;

/** Everything a command of the PID workload runs with. */
public record PidRun(
        PidSettings settings, DeliverySettings delivery, HandleBackend backend, LostRecordsPolicy onLostRecords) {}
