package dev.waybill.server.console.inbox;

import dev.waybill.server.access.Audit;
import dev.waybill.server.access.AuditLine;
import dev.waybill.server.access.Role;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Shown;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who changed what. Thread-safe. */
final class AuditPages implements Routes {
    private static final int MOST = 500;

    private final Pages pages;
    private final Audit audit;

    AuditPages(Pages pages, Audit audit) {
        this.pages = pages;
        this.audit = audit;
    }

    /** One change. */
    record Row(String time, String actor, String from, String action, String filter, String counts, String result) {
        static Row of(AuditLine line) {
            return new Row(
                    Shown.moment(line.time()),
                    line.actor(),
                    line.from(),
                    line.action(),
                    pairs(line.filter()),
                    pairs(line.counts()),
                    line.result());
        }

        private static String pairs(Map<String, ?> pairs) {
            return pairs.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.AUDIT.path(), this::list, Role.OPERATOR);
    }

    private void list(Context ctx) throws IOException {
        List<Row> rows = audit.last(MOST).stream().map(Row::of).toList();
        pages.show(ctx, Section.AUDIT, Section.AUDIT.title(), "waybill audit", "inbox/audit.jte", Map.of("rows", rows));
    }
}
