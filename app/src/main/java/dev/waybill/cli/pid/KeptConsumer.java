package dev.waybill.cli.pid;

import dev.waybill.cli.kept.KeptFile;
import dev.waybill.cli.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * With which settings a consumer of events was started, as it is kept in its output folder: a console replays with the same. What
 * holds a secret is left out.
 *
 * @param arguments of a command that is to have them, with absolute paths
 */
record KeptConsumer(List<String> arguments) {
    static final KeptFile<KeptConsumer> FILE = new KeptFile<>(
            "consumer.json", KeptConsumer.class, "consumer", "the output folder of waybill pid consume", "");

    static KeptConsumer of(Session session) {
        List<String> secrets = session.pidConfiguration().secrets().stream()
                .filter(secret -> !secret.isBlank())
                .toList();
        var arguments = new ArrayList<String>();
        session.configFile().ifPresent(file -> {
            arguments.add("-c");
            arguments.add(file.toAbsolutePath().normalize().toString());
        });
        session.options().set().forEach((key, value) -> {
            if (secrets.stream().noneMatch(value::contains)) {
                arguments.add("--set");
                arguments.add(key + "=" + value);
            }
        });
        return new KeptConsumer(arguments);
    }
}
