package dev.waybill.cli.kafka;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Says in our words what a Kafka client threw. */
public final class KafkaErrors {
    private KafkaErrors() {}

    /** What {@code thrown} means to the user, with {@code what} could not be done. */
    public static CommandException explain(Throwable thrown, String servers, String what) {
        Throwable cause = unwrap(thrown);
        String text = what + ": " + cause.getMessage();
        if (cause instanceof SslAuthenticationException) {
            return CommandException.at(ExitCode.NOT_ALLOWED, servers, what + ": no TLS connection: " + deepest(cause))
                    .expected("a certificate of that host, valid now, that kafka.\"ssl.ca.location\" vouches for")
                    .next("docs/operate/kafka-security.md   has what each of these means")
                    .because(thrown);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return CommandException.at(ExitCode.NOT_ALLOWED, servers, text)
                    .next("waybill pid config show --section kafka --origin   shows who signs in, and how")
                    .because(thrown);
        }
        if (cause instanceof ConfigException || cause.getCause() instanceof ConfigException) {
            return CommandException.at(ExitCode.CONFIGURATION, "[kafka]", deepest(cause))
                    .next("waybill pid config show --section kafka --origin")
                    .because(thrown);
        }
        if (cause instanceof RetriableException) {
            return BrokerProbe.unreachable(servers, text).because(thrown);
        }
        if (cause instanceof RecordTooLargeException) {
            return CommandException.at(ExitCode.FAILED, servers, text)
                    .next("raise max.message.bytes of the topic and kafka.\"max.request.size\"")
                    .because(thrown);
        }
        if (cause instanceof KafkaException) {
            return CommandException.at(ExitCode.FAILED, servers, text).because(thrown);
        }
        throw new IllegalStateException(what, thrown);
    }

    private static Throwable unwrap(Throwable thrown) {
        boolean wrapped = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        Throwable cause = thrown.getCause();
        return wrapped && cause != null ? unwrap(cause) : thrown;
    }

    private static String deepest(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : deepest(cause);
    }
}
