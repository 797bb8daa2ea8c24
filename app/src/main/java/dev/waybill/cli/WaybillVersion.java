package dev.waybill.cli;

import dev.waybill.cli.session.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class WaybillVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"waybill " + Version.text()};
    }
}
