package dev.waybill.pid.handle;

import java.util.List;

/**
 * Some of the handles below a prefix.
 *
 * @param totalCount of all handles below the prefix
 */
public record HandlePage(int totalCount, List<String> handles) {
    public HandlePage {
        handles = List.copyOf(handles);
    }
}
