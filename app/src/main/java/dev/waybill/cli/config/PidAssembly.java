package dev.waybill.cli.config;

import dev.waybill.pid.settings.DeliverySettings;
import dev.waybill.pid.settings.HandleSettings;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.pid.settings.Secret;
import dev.waybill.pid.settings.StacSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts checked values into the records the workload takes. */
final class PidAssembly {
    private PidAssembly() {}

    static PidRun run(Values values, Map<String, String> kafka) {
        var settings = new PidSettings(
                kafka,
                values.get(PidCatalog.TOPIC),
                values.find(PidCatalog.RETRY_TOPIC),
                values.get(PidCatalog.OUTPUT_DIR),
                handle(values),
                mapping(values),
                new StacSettings(
                        values.find(PidCatalog.STAC),
                        values.get(PidCatalog.STAC_TIMEOUT),
                        values.get(PidCatalog.LOOKUP)));
        return new PidRun(
                settings, delivery(values), values.get(PidCatalog.BACKEND), values.get(PidCatalog.ON_LOST_RECORDS));
    }

    private static HandleSettings handle(Values values) {
        String prefix = values.get(PidCatalog.PREFIX);
        return new HandleSettings(
                values.get(PidCatalog.SERVER),
                prefix,
                HandleUser.complete(values.get(PidCatalog.USERNAME), prefix),
                new Secret(values.get(PidCatalog.PASSWORD)),
                values.get(PidCatalog.VERIFY_HTTPS),
                values.get(PidCatalog.HANDLE_TIMEOUT),
                values.get(PidCatalog.MAX_IN_FLIGHT),
                values.get(PidCatalog.MAX_RECORD_BYTES));
    }

    private static MappingSettings mapping(Values values) {
        List<String> projects = values.get(PidCatalog.PROJECTS);
        return new MappingSettings(
                values.get(PidCatalog.PREFIX),
                values.get(PidCatalog.LANDING_PAGE),
                values.get(PidCatalog.STRICT),
                values.get(PidCatalog.MAX_PARTS),
                Set.copyOf(values.get(PidCatalog.EXCLUDED_ASSETS)),
                projects.contains("all") ? List.of() : projects,
                values.get(PidCatalog.FORCE_DATASET_PID),
                values.get(PidCatalog.ON_DELETE),
                values.get(PidCatalog.ON_REVOKE));
    }

    private static DeliverySettings delivery(Values values) {
        return new DeliverySettings(
                values.get(PidCatalog.ATTEMPTS),
                values.get(PidCatalog.OTHER_KEYS),
                values.get(PidCatalog.FIRST_PAUSE),
                values.get(PidCatalog.LONGEST_PAUSE),
                values.get(PidCatalog.MAX_BUFFERED),
                values.get(PidCatalog.DRAIN_TIMEOUT),
                values.get(PidCatalog.COMMIT_INTERVAL));
    }
}
