package dev.waybill.cli.access;

import dev.waybill.cli.config.LauncherVariables;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.access.Audit;
import dev.waybill.server.access.Caller;
import dev.waybill.server.access.Role;
import dev.waybill.server.access.Tokens;
import dev.waybill.server.access.UnguardedException;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.Tls;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** What the settings say of doors, as the parts that servers are made of. What is wrong becomes an error for a person. */
public final class ServerAccess {
    private ServerAccess() {}

    /**
     * Who may pass a door there.
     *
     * @param host an address of this machine
     */
    public static Access access(ServerSettings settings, String host) {
        try {
            var where = new AccessSettings(settings.tokens(), settings.audit(), settings.rate());
            return Access.of(where, host, InstantSource.system());
        } catch (UnguardedException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, host, String.valueOf(e.getMessage()))
                    .expected("127.0.0.1, or a token first")
                    .next("waybill token create NAME --role admin");
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, "server.tokens", String.valueOf(e.getMessage()))
                    .because(e);
        }
    }

    /** A door there, with the certificate of the settings. */
    public static DoorSettings door(ServerSettings settings, String host, int port) {
        return DoorSettings.at(host, port).withTls(tls(settings.encryption()));
    }

    private static Optional<Tls> tls(ServerSettings.Encryption files) {
        boolean isPem = files.certificate().isPresent() || files.key().isPresent();
        if (isPem && files.keystore().isPresent()) {
            throw wrong("both PEM files and server.keystore are given").expected("one of the two");
        }
        try {
            if (files.keystore().isPresent()) {
                return Optional.of(
                        Tls.pkcs12(files.keystore().get(), files.password().orElse("")));
            }
            if (!isPem) {
                return Optional.empty();
            }
            return Optional.of(Tls.pem(
                    files.certificate()
                            .orElseThrow(
                                    () -> wrong("server.key is given alone").expected("server.certificate with it")),
                    files.key()
                            .orElseThrow(() ->
                                    wrong("server.certificate is given alone").expected("server.key with it"))));
        } catch (IOException e) {
            throw wrong(String.valueOf(e.getMessage())).because(e);
        }
    }

    private static CommandException wrong(String came) {
        return CommandException.at(ExitCode.CONFIGURATION, "server.certificate", came);
    }

    public static Tokens tokens(Session session) {
        return Tokens.in(session.server().tokens(), InstantSource.system());
    }

    public static Audit audit(Session session) {
        return Audit.in(session.server().audit(), InstantSource.system());
    }

    /** For whom a command works: the user who typed it, or whoever had a server start it. */
    public static Caller caller(Session session) {
        return new Caller(
                session.variable(LauncherVariables.ACTOR).orElseGet(session::user),
                Role.ADMIN,
                session.variable(LauncherVariables.ACTOR_FROM).orElse("cli"));
    }
}
