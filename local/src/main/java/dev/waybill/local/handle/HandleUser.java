package dev.waybill.local.handle;

import java.util.List;

/**
 * Who may write, and below which prefixes.
 *
 * @param index of the secret key value in the user's own handle, for example 300
 * @param handle the user's own handle, for example {@code 21.TEST/testuser}
 * @param prefixes what the user administers; handles below any other prefix are refused
 */
public record HandleUser(int index, String handle, String password, List<String> prefixes) {
    public HandleUser {
        prefixes = List.copyOf(prefixes);
        HandleName.parse(handle);
    }

    @Override
    public String toString() {
        return index + ":" + handle;
    }
}
