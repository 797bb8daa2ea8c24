package dev.waybill.server.access;

/**
 * Who asks.
 *
 * @param name of the token, or of the user of this machine
 * @param from the address it asks from
 */
public record Caller(String name, Role role, String from) {
    /** Whether it may do what needs {@code needed}. */
    public boolean may(Role needed) {
        return role.may(needed);
    }
}
