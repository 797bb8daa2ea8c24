package dev.waybill.cli.session;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brokers that a command asks: those named on its command line, with all else as the settings have it.
 *
 * @param servers {@code host:port}, or several with commas between; absent for those of the settings
 */
public record Brokers(@Nullable String servers) {
    public Brokers {
        if (servers != null && !servers.matches("[^,\\s]+:[0-9]+(,[^,\\s]+:[0-9]+)*")) {
            throw CommandException.at(ExitCode.USAGE, "--bootstrap-server", "got \"" + servers + '"')
                    .expected("host:port, or several with commas between");
        }
    }

    /** Client properties, those of {@code settings} among them. */
    public Map<String, String> properties(Map<String, String> settings) {
        var kafka = new HashMap<>(settings);
        if (servers != null) {
            kafka.put("bootstrap.servers", servers);
        }
        return kafka;
    }
}
