package dev.waybill.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a page shows to be typed. */
final class PageCommands {
    private static final String OURS =
            "(?:bin/|/opt/waybill\\S*/bin/)?(?:waybill|batch|piddiplatsch|GirderUploadStreamProcessor|DataFileUploadDirectory"
                    + "|DataFileDownloadDirectory|UploadDataFile)";
    private static final Pattern SHOWN = Pattern.compile("(?m)^(?: {4}|\\t)(?:\\$ )?((?:" + OURS + ") (?!  ).*)$");
    private static final Pattern COMMENT = Pattern.compile("\\s+#\\s.*$");

    private PageCommands() {}

    /** Pages with a block for a shell. */
    static Stream<String> pagesToRun() throws IOException {
        return Pages.all().stream().filter(page -> !toRun(page).isEmpty());
    }

    /** The lines of its blocks for a shell, in their order: a test runs these. Comments are still behind them. */
    static List<String> toRun(String page) {
        return Pages.blocks(page, "sh").stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Our commands in its other blocks: nobody runs these. */
    static List<String> onlyShown(String page) {
        return SHOWN.matcher(Pages.text(page).replaceAll("(?s)```\\w+\\n.*?```", ""))
                .results()
                .map(found -> withoutComment(found.group(1)))
                .toList();
    }

    static String withoutComment(String line) {
        return COMMENT.matcher(line).replaceFirst("").strip();
    }

    static boolean isOurs(String line) {
        return line.matches("(?:" + OURS + ")(?: .*)?");
    }

    /** The words behind {@code waybill}, if it is a line of ours that a parser can read. */
    static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word =
                Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(line.replaceFirst("( && | \\| | > ).*", ""));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        words.replaceAll(each -> each.replaceAll("<[a-z_]+>", "1")); // an id
        String name = words.remove(0).replaceFirst(".*/", "");
        switch (name) {
            case "batch" -> words.add(0, "batch");
            case "piddiplatsch" -> words.add(0, "pid");
            case "GirderUploadStreamProcessor" -> words.addAll(0, List.of("files", "girder"));
            case "DataFileUploadDirectory" -> words.addAll(0, List.of("files", "upload", "--watch", "--only-new"));
            case "DataFileDownloadDirectory" -> words.addAll(0, List.of("files", "download"));
            case "UploadDataFile" -> words.addAll(0, List.of("files", "upload"));
            default -> {}
        }
        return words;
    }
}
