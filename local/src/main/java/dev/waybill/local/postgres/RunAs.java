package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user that the server runs as: PostgreSQL refuses to run as root.
 *
 * @param prefix what goes before each command
 * @param owner who must own the data directory, if that is not the user of this JVM
 */
record RunAs(List<String> prefix, Optional<UserPrincipal> owner) {
    private static final RunAs THIS_USER = new RunAs(List.of(), Optional.empty());
    /** Root of the machine, but nobody in a namespace of its own: it keeps what it owns, and passes for a user. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private static final List<String> USERS = List.of("postgres", "nobody");

    /** @throws IOException with a reason for a person, if there is no way here */
    static RunAs find() throws IOException {
        String uid = said(List.of("id", "-u")).orElse("");
        if (!uid.equals("0")) {
            return THIS_USER;
        }
        Optional<String> inside = said(with(NAMESPACE, "id", "-u"));
        if (inside.isPresent() && !inside.get().equals("0")) {
            return new RunAs(NAMESPACE, Optional.empty());
        }
        for (String user : USERS) {
            List<String> other = as(user);
            if (said(with(other, "id", "-u")).filter(id -> !id.equals("0")).isPresent()) {
                return new RunAs(other, Optional.of(principal(user)));
            }
        }
        throw new IOException("postgres: it refuses to run as root, and neither unshare -U nor setpriv can run it as"
                + " another user here; run Waybill as another user");
    }

    /** Another user that may still reach directories of root's: a temporary directory is often one. */
    private static List<String> as(String user) {
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override");
    }

    private static UserPrincipal principal(String user) throws IOException {
        return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    }

    private static Optional<String> said(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // there is no such command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("postgres: interrupted while it was looked for", e);
        }
    }

    private static List<String> with(List<String> prefix, String... command) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        return all;
    }

    List<String> command(List<String> command) {
        return with(prefix, command.toArray(String[]::new));
    }

    /** Gives a directory, and what is in it, to the user that the server runs as. */
    void give(Path path) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path each : files.toList()) {
                Files.setOwner(each, owner.get());
            }
        }
    }
}
