package dev.waybill.cli.demo;

import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandlePage;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The handles below the prefix, as the Handle service lists them. */
final class HandleList {
    private static final int PAGE = 500;

    private HandleList() {}

    /** All of them, in upper case: handles are the same whatever the case of their letters. */
    static Set<String> read(HandleClient client) {
        var handles = new TreeSet<String>();
        int page = 0;
        HandlePage answer;
        do {
            answer = client.list(client.prefix(), page, PAGE)
                    .toCompletableFuture()
                    .join();
            answer.handles().forEach(handle -> handles.add(handle.toUpperCase(Locale.ROOT)));
            page++;
        } while (!answer.handles().isEmpty() && page * PAGE < answer.totalCount());
        return Set.copyOf(handles);
    }
}
