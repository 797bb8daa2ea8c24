package dev.waybill.cli.files;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** OpenMSIStream writes underscores where we write dashes; both are taken, and the help shows ours. */
final class UpstreamSpelling {
    private UpstreamSpelling() {}

    /** The same command, with a hidden second spelling of each long option of its own. */
    static CommandLine added(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            String[] spellings = option.longestName().startsWith("--") ? underscored(option) : new String[0];
            if (spellings.length > 0) {
                spec.addOption(
                        OptionSpec.builder(option).names(spellings).hidden(true).build());
            }
        }
        return command;
    }

    private static String[] underscored(OptionSpec option) {
        return List.of(option.names()).stream()
                .filter(name -> name.lastIndexOf('-') > 1)
                .map(name -> "--" + name.substring(2).replace('-', '_'))
                .toArray(String[]::new);
    }
}
