package dev.waybill.local.handle;

import java.util.List;

/** {@code GET /api/handles?prefix=P&page=N&pageSize=M}: the handles below a prefix, for its administrators. */
final class ListRoute {
    private final HandleStore store;

    ListRoute(HandleStore store) {
        this.store = store;
    }

    Answer answer(String prefix, Query query) {
        List<String> handles = store.list(prefix);
        int page = Math.max(0, query.number("page", 0));
        int pageSize = query.number("pageSize", -1);
        Answer answer = Answer.success();
        answer.body().put("prefix", prefix);
        answer.body().put("totalCount", handles.size());
        answer.body().put("page", page);
        answer.body().put("pageSize", pageSize);
        var array = answer.body().putArray("handles");
        handles.stream()
                .skip(pageSize < 0 ? 0 : (long) page * pageSize)
                .limit(pageSize < 0 ? Long.MAX_VALUE : pageSize)
                .forEach(array::add);
        return answer;
    }
}
