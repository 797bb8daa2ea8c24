package dev.waybill.cli.access;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.server.access.Role;
import dev.waybill.server.access.Token;
import dev.waybill.server.access.Tokens;
import dev.waybill.server.access.Tokens.NameTakenException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token create}. */
@Command(
        name = "create",
        description = {
            "Make a token and print it, once: it is not kept, and cannot be shown again.",
            "Roles: viewer reads all but the content of records; operator reads that, too, and replays, retries, cancels, pauses; "
                    + "ingest uploads batches, reads their jobs, and works on product jobs; admin may do everything."
        },
        footer = {
            "%nExamples:",
            "  waybill token create alice --role operator --expires 90d",
            "  waybill token create prometheus --role viewer --expires never > /etc/prometheus/waybill-token"
        })
final class TokenCreate implements Callable<Integer>, ChangingCommand {
    private static final Pattern AGE = Pattern.compile("(?<number>[1-9][0-9]{0,4})(?<unit>[mhd])");
    private static final String NEVER = "never";

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "Who or what it is for; the audit names it.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String name;

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "viewer, operator, ingest or admin.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String role;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "90d",
            description = "From now: 30m, 12h or 90d; or never. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String expires;

    TokenCreate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var tokens = ServerAccess.tokens(session);
        var created = create(tokens);
        session.terminal().out().println(created.secret());
        session.terminal()
                .err()
                .println("token " + name + ", " + created.token().role().word() + ", "
                        + created.token().expires().map(end -> "expires " + end).orElse("never expires")
                        + "; it is not shown again. Kept as a hash in " + tokens.file());
        return ExitCode.DONE.status();
    }

    private Tokens.Created create(Tokens tokens) throws IOException {
        if (!name.matches(Token.NAME)) {
            throw CommandException.at(ExitCode.USAGE, "NAME", "got \"" + name + '"')
                    .expected("up to 64 letters, digits, dots, dashes or underscores");
        }
        try {
            return tokens.create(name, chosenRole(), end());
        } catch (NameTakenException e) {
            throw CommandException.at(ExitCode.CONFLICT, name, String.valueOf(e.getMessage()))
                    .next("waybill token revoke " + name);
        }
    }

    private Role chosenRole() {
        return Role.of(role)
                .orElseThrow(() -> CommandException.at(ExitCode.USAGE, "--role", "got \"" + role + '"')
                        .expected(Role.ofTokens().stream().map(Role::word).collect(Collectors.joining(", "))));
    }

    private Optional<Instant> end() {
        if (expires.equals(NEVER)) {
            return Optional.empty();
        }
        var age = AGE.matcher(expires);
        if (!age.matches()) {
            throw CommandException.at(ExitCode.USAGE, "--expires", "got \"" + expires + '"')
                    .expected("30m, 12h, 90d or never");
        }
        long number = Long.parseLong(age.group("number"));
        var life = switch (age.group("unit")) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Optional.of(InstantSource.system().instant().plus(life));
    }
}
