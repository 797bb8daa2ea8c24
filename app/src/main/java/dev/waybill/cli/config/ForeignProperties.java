package dev.waybill.cli.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The client properties that are taken from others: from a file that travels between sites, or from a request. What names code to
 * load, a program to ask or a place to fetch from is not among them; who runs the process may set it in settings of their own.
 */
final class ForeignProperties {
    private static final Set<String> ALLOWED = Set.of(
            "acks",
            "allow.auto.create.topics",
            "auto.offset.reset",
            "bootstrap.servers",
            "broker.address.family",
            "check.crcs",
            "client.dns.lookup",
            "client.id",
            "client.rack",
            "compression.codec",
            "compression.type",
            "debug",
            "enable.auto.commit",
            "enable.auto.offset.store",
            "enable.idempotence",
            "enable.partition.eof",
            "enable.ssl.certificate.verification",
            "exclude.internal.topics",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "isolation.level",
            "log_level",
            "max.in.flight",
            "max.in.flight.requests.per.connection",
            "message.send.max.retries",
            "metadata.broker.list",
            "request.required.acks",
            "retries",
            "sasl.mechanism",
            "sasl.mechanisms",
            "sasl.password",
            "sasl.username",
            "security.protocol",
            "ssl.ca.location",
            "ssl.certificate.location",
            "ssl.cipher.suites",
            "ssl.enabled.protocols",
            "ssl.endpoint.identification.algorithm",
            "ssl.key.location",
            "ssl.key.password",
            "ssl.protocol",
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type");

    /** Numbers, by how their names end. */
    private static final Pattern AMOUNT = Pattern.compile(".+\\.(ms|bytes|size|records|messages|kbytes|memory|count)");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");
    private static final Set<String> ASSIGNORS = Set.of("range", "roundrobin", "cooperative-sticky");
    private static final Pattern SIGN_IN = Pattern.compile(
            "org\\.apache\\.kafka\\.common\\.security\\.(plain\\.PlainLoginModule|scram\\.ScramLoginModule)\\s+required"
                    + "(\\s+(username|password|tokenauth)\\s*=\\s*(\"[^\"]*\"|[^\\s;\"]+))*\\s*;\\s*");

    private ForeignProperties() {}

    /** Why a property with this value is not taken; empty where it is. */
    static Optional<String> refusal(String name, String value) {
        if (ALLOWED.contains(name)) {
            return Optional.empty();
        }
        if (AMOUNT.matcher(name).matches()) {
            return NUMBER.matcher(value.strip()).matches() ? Optional.empty() : Optional.of("expected a number");
        }
        if (name.equals("partition.assignment.strategy")) {
            return ASSIGNORS.contains(value)
                    ? Optional.empty()
                    : Optional.of("expected \"range\" or \"roundrobin\" or \"cooperative-sticky\"");
        }
        if (name.equals("sasl.jaas.config")) {
            return SIGN_IN.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of(
                            "expected Kafka's own PlainLoginModule or ScramLoginModule with username and password;"
                                    + " set another one in TOML settings of your own");
        }
        return Optional.of("is not taken from a file of others, since it may load code or fetch from elsewhere;"
                + " set it in TOML settings of your own");
    }
}
