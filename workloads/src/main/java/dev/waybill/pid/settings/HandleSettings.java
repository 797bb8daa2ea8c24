package dev.waybill.pid.settings;

import java.net.URI;
import java.time.Duration;

/**
 * Which Handle service, as whom, and how hard.
 *
 * @param server for example {@code http://localhost:8010}; requests go below {@code /api/handles/}
 * @param prefix for example {@code 21.TEST}
 * @param username {@code index:handle}, for example {@code 300:21.TEST/testuser}
 * @param timeout for one whole exchange, from connecting to the last byte of the answer
 * @param maxInFlight requests under way at once
 * @param maxRecordBytes the largest record the service takes; a larger one is refused before anything is sent
 */
public record HandleSettings(
        URI server,
        String prefix,
        String username,
        Secret password,
        boolean verifyHttps,
        Duration timeout,
        int maxInFlight,
        int maxRecordBytes) {}
