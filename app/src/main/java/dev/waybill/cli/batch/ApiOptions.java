package dev.waybill.cli.batch;

import dev.waybill.cli.access.CallOptions;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the batch API is. Filled by the parser, once. */
final class ApiOptions {
    private static final String USUAL = "http://localhost:8000";
    private static final String USUAL_SECONDS = "30";

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description = "The batch API. Also BATCH_API_URL. Default: " + USUAL + ".")
    private @Nullable String url;

    @Mixin
    private final CallOptions call = new CallOptions();

    ApiClient client(Session session) {
        String text = url != null ? url : session.variable("BATCH_API_URL").orElse(USUAL);
        String seconds = session.variable("BATCH_API_TIMEOUT_SECONDS").orElse(USUAL_SECONDS);
        if (!seconds.matches("[1-9][0-9]{0,5}")) {
            throw CommandException.at(ExitCode.CONFIGURATION, "BATCH_API_TIMEOUT_SECONDS", "got \"" + seconds + '"')
                    .expected("a number of seconds, 1 or more");
        }
        return new ApiClient(
                parsed(text), Duration.ofSeconds(Long.parseLong(seconds)), call.shown(session), call.client());
    }

    private static URI parsed(String text) {
        try {
            var uri = URI.create(text);
            if (String.valueOf(uri.getScheme()).matches("https?") && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static CommandException wrong(String text) {
        return CommandException.at(ExitCode.CONFIGURATION, "BATCH_API_URL", "got \"" + text + '"')
                .expected("an address such as " + USUAL);
    }
}
